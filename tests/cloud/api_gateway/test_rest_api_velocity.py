"""Mapping templates: the Velocity Template Language with the variables of API Gateway.

https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings.html
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awslab.cloud.api_gateway.rest.edge.templates import Input, render
from awslab.cloud.api_gateway.rest.edge.velocity import TemplateError, UnsupportedTemplateError
from awslab.cloud.api_gateway.rest.edge.velocity.values import Silent

PETS = '[{"id": 1, "type": "dog", "price": 249.99}, {"id": 2, "type": "cat", "price": 124.99}]'


def rendered(template: str, body: Any = "", **known: Mapping[str, Any]) -> str:
    """The template's text for a body (text, or JSON) and what else is known."""
    written = body if isinstance(body, str) else json.dumps(body)
    return render(
        template,
        Input(
            written,
            known.get("path", {}),
            known.get("query", {}),
            known.get("headers", {}),
            known.get("context", Silent(stage="prod", identity=Silent(caller=None))),
            known.get("variables", {}),
        ),
    )


def test_the_photo_album_is_transformed() -> None:
    """example-photos.html#example-photos-request"""
    template = """#set($inputRoot = $input.path('$'))
{
  "photos": [
#foreach($elem in $inputRoot.photos.photo)
    {
      "id": "$elem.id",
      "photographedBy": "$elem.photographer_first_name $elem.photographer_last_name",
      "title": "$elem.title",
      "ispublic": $elem.ispublic,
      "isfriend": $elem.isfriend,
      "isfamily": $elem.isfamily
    }#if($foreach.hasNext),#end

#end
  ]
}
"""
    flags = {"ispublic": True, "isfriend": False, "isfamily": False}
    names = [("12345678901", "Saanvi", "Sarkar"), ("23456789012", "Richard", "Roe")]
    photos = [
        {"id": number, "photographer_first_name": first, "photographer_last_name": last, "title": "Sample", **flags}
        for number, first, last in names
    ]
    found = json.loads(rendered(template, {"photos": {"page": 1, "photo": photos}}))
    expected = [
        {"id": number, "photographedBy": f"{first} {last}", "title": "Sample", **flags} for number, first, last in names
    ]
    assert found == {"photos": expected}


def test_a_list_of_pets_is_transformed() -> None:
    """set-up-data-transformations-in-api-gateway.html#mapping-example-console"""
    template = """#set($inputRoot = $input.path('$'))
[
#foreach($elem in $inputRoot)
  {
    "description" : "Item $elem.id is a $elem.type.",
    "askingPrice" : $elem.price
  }#if($foreach.hasNext),#end

#end
]
"""
    assert json.loads(rendered(template, PETS)) == [
        {"description": "Item 1 is a dog.", "askingPrice": 249.99},
        {"description": "Item 2 is a cat.", "askingPrice": 124.99},
    ]


def test_all_request_parameters_are_passed_on() -> None:
    """api-gateway-mapping-variable-examples.html#input-examples-mapping-templates"""
    template = """#set($allParams = $input.params())
{
  "params" : {
    #foreach($type in $allParams.keySet())
    #set($params = $allParams.get($type))
    "$type" : {
      #foreach($paramName in $params.keySet())
      "$paramName" : "$util.escapeJavaScript($params.get($paramName))"
      #if($foreach.hasNext),#end
      #end
    }
    #if($foreach.hasNext),#end
    #end
  }
}
"""
    found = rendered(template, path={"example2": "myparamm"}, query={"q1": "a", "q2": "b"}, headers={"header1": 'v"1'})
    assert json.loads(found) == {
        "params": {
            "path": {"example2": "myparamm"},
            "querystring": {"q1": "a", "q2": "b"},
            "header": {"header1": 'v"1'},
        }
    }


@pytest.mark.parametrize(
    ("template", "body", "text"),
    [
        ('{"name" : "$input.params(\'name\')", "body" : $input.json(\'$\')}', {"Age": "6"}, None),
        ("$input.json('$.Age')", {"Price": "249.99", "Age": "6"}, '"6"'),
        ("$util.escapeJavaScript($input.json('$.Age'))", {"Age": "6"}, '\\"6\\"'),
        ("$input.path('$.things').size()", {"things": {"1": {}, "2": {}, "3": {}}}, "3"),
        ("$util.escapeJavaScript($input.json('$.things'))", {"things": {"1": {}}}, '{\\"1\\":{}}'),
    ],
)
def test_parts_of_a_request_are_passed_on(template: str, body: Any, text: str | None) -> None:
    """api-gateway-mapping-variable-examples.html#input-example-json-mapping-template and those below it"""
    found = rendered(template, body, query={"name": "Bella"})
    assert found == text if text else json.loads(found) == {"name": "Bella", "body": {"Age": "6"}}


def test_json_in_a_text_is_parsed() -> None:
    """api-gateway-mapping-template-reference.html#util-template-reference"""
    body = {"errorMessage": json.dumps({"key1": "var1", "key2": {"arr": [1, 2, 3]}})}
    template = """#set ($errorMessageObj = $util.parseJson($input.path('$.errorMessage')))
{ "errorMessageObjKey2ArrVal" : $errorMessageObj.key2.arr[0] }"""
    assert json.loads(rendered(template, body)) == {"errorMessageObjKey2ArrVal": 1}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ('$util.escapeJavaScript($input.body).replaceAll("\\\\\'","\'")', 'it\'s \\"here\\"'),
        ("$util.escapeJavaScript($input.body)", 'it\\\'s \\"here\\"'),
        ("$util.urlEncode('a b&c')$util.urlDecode('a+b%26c')", "a+b%26ca b&c"),
        ("$util.base64Encode('abc') $util.base64Decode('YWJj')", "YWJj abc"),
    ],
)
def test_texts_are_escaped_and_encoded(template: str, text: str) -> None:
    """api-gateway-mapping-template-reference.html#util-template-reference"""
    assert rendered(template, 'it\'s "here"') == text


@pytest.mark.parametrize(
    ("template", "body", "text"),
    [
        ("$input.path('$.json')", {"json": {"foo": "bar", "to": [{"a": 1}]}}, '{foo=bar, to=[{"a":1}]}'),
        ("$input.path('$.json')", {"json": [{"foo": "bar"}]}, '[{"foo":"bar"}]'),
        ("$input.path('$.json')[0]", {"json": [{"foo": "bar"}]}, "{foo=bar}"),
        ("$input.path('$.json').toString()", {"json": {"foo": "bar"}}, "{foo=bar}"),
        ("#set($r = $input.path('$.none'))[$r][$r.nested]#if($r == $null)n#end#if($r == '')e#end", "", "[][]ne"),
        ("#set($r = $input.path('$.l'))$r($r.nested)#if($r == $null)n#end#if($r == '')e#end", {"l": []}, "[]()"),
        ("$input.body", "", "{}"),
        ("[$input.body.testAccess]", '{"testAccess": 1}', "[]"),
        ("[$util.urlEncode($input.body.testAccess)]$util.urlEncode($input.body)", '{"a": 1}', "[]%7B%22a%22%3A+1%7D"),
        ("$input.json('$.message')", "not json", '""'),
        ("[$context.identity][$context.identity.caller][$context.nothing][$other] $5", "", "[][][][] $5"),
    ],
)
def test_values_look_as_on_aws(template: str, body: Any, text: str) -> None:
    """Recorded from the real service: test_input_path_template_formatting, test_input_body_formatting and
    test_sqs_amz_json_protocol of aws-errors.tsv's source."""
    assert rendered(template, body) == text


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("#if(1 + 2 * 3 == 7 && !$x)yes#{else}no#end", "yes"),
        ("#if($x)a#elseif(3 > 2)b#else c#end", "b"),
        ("#foreach($i in [1..5])#if($i == 4)#break#end$velocityCount$foreach.index,#end", "10,21,32,"),
        ("#foreach($e in {'a': 1, 'b': 2}.entrySet())$e.key=$e.value #end", "#foreach"),
        ("#set($m = {'a': 1})#foreach($e in $m.entrySet())$e.key=$e.getValue() #end", "a=1 "),
        ("#set($l = ['x', \"y$stage\"])$l $l.size() $l.contains('x') $l[1]", "[x, y] 2 true y"),
        ("#set($m = {})#set($m.a = 1)#set($m['b'] = 2)$m.put('c', 3)$m", "{a=1, b=2, c=3}"),
        ("#define($row)<$n>#end#set($n = 1)$row#set($n = 2)$row", "<1><2>"),
        ("a## comment\nb#* block\n *#c#[[$raw #if]]#", "abc$raw #if"),
        ("\\$stageVariables.x ${stageVariables.x}s $!none \\#if", "$stageVariables.x vs  #if"),
        ("$stageVariables['x'] ${stageVariables['x']}", "v v"),
        ("one#stop two", "one"),
        ("#set($n = 0)$n.parseInt('41').toString() #set($a = 7 / 2)$a #set($b = 7 % 2)$b", "41 3 1"),
        ("#foreach($p in 'a,b,c'.split(','))$p#end", "#foreach"),
        ("#set($t = 'a,b,,')#foreach($p in $t.split(','))$p;#end $t.length() $t.substring(2, 3)", "a;b; 5 b"),
        ("#set($t = 'Path')$t.toLowerCase().indexOf('t') $t.replace('a', 'o') $t.startsWith('P')", "2 Poth true"),
    ],
)
def test_the_language_is_velocitys(template: str, text: str) -> None:
    """https://velocity.apache.org/engine/1.7/vtl-reference.html; a method of a literal is no Velocity"""
    if text == "#foreach":
        with pytest.raises(TemplateError):
            rendered(template)
    else:
        assert rendered(template, variables={"x": "v"}) == text


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("$.store.book[0].price", "8.95"),
        ("store['book'][1].title", "B"),
        ("$.store.book[?(@.price < 9)].title", '["A"]'),
        ("$..price", "[8.95,12.99]"),
        ("$.store.book[*].title", '["A","B"]'),
        ("$.store.book[-1:].title", '["B"]'),
        ("$.store.book.length()", "2"),
        ("$.store.none.at.all", ""),
    ],
)
def test_jsonpaths_lead_where_they_say(path: str, found: str) -> None:
    """api-gateway-mapping-template-reference.html#input-variable-reference names https://goessner.net/articles/JsonPath/"""
    books = [{"title": "A", "price": 8.95}, {"title": "B", "price": 12.99}]
    assert rendered(f'$input.path("{path}")', {"store": {"book": books}}) == found


@pytest.mark.parametrize("name", ["macro(row $x)", "evaluate('x')", "include('x')", "parse('x')"])
def test_what_is_beyond_awslab_is_refused_by_name(name: str) -> None:
    """Not AWS's answer: the sandbox says what it lacks."""
    with pytest.raises(UnsupportedTemplateError, match="#" + name.partition("(")[0]):
        rendered(f"#{name}")


def test_a_method_that_is_not_there_is_refused_by_name() -> None:
    """Not AWS's answer: the sandbox says what it lacks."""
    with pytest.raises(UnsupportedTemplateError, match=r"getBytes\(\) of texts"):
        rendered("$input.body.getBytes()")


@pytest.mark.parametrize(
    "template", ["#if($x) a", "#end", "#set($x 1)", "#foreach(x in $y)#end", "#if()#end", "#set($x = 'a)"]
)
def test_what_is_no_velocity_is_an_error_with_its_line(template: str) -> None:
    """The execution log says why; the client gets API_CONFIGURATION_ERROR (supported-gateway-response-types.html)."""
    with pytest.raises(TemplateError, match="line 1"):
        rendered(template)


@pytest.mark.parametrize(
    "reference",
    [
        "$input.__class__",
        "$input.path.__globals__",
        "$input.body.__class__.__mro__",
        "$util.escapeJavaScript.__self__",
        "$context.__class__",
        "$input.path('$').__init__",
        "$input['__class__']",
        "$foreach.__class__",
        "$input.methods",
        "$input.members",
    ],
)
def test_a_template_reaches_no_python(reference: str) -> None:
    """A member is a key of a map or nothing; no attribute is looked up."""
    assert rendered(f"[{reference}]", {"a": 1}) == "[]"


@pytest.mark.parametrize(
    "call", ["$input.body.format('x')", "$input.body.__len__()", "$input.path('$').clear()", "$input.body.encode()"]
)
def test_a_template_calls_no_method_of_pythons(call: str) -> None:
    """Methods are those of a table."""
    with pytest.raises(UnsupportedTemplateError):
        rendered(call, {"a": 1})


@pytest.mark.parametrize(
    "template",
    [
        "#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])x#end#end#end",
        "#set($t = 'xxxxxxxxxx')#foreach($i in [1..40])#set($t = \"$t$t\")#end",
        "#define($me)$me#end$me",
        "#if(" + "(" * 500 + "1" + ")" * 500 + ")#end",
    ],
)
def test_a_template_that_does_not_end_is_ended(template: str) -> None:
    """The gateway serves on."""
    with pytest.raises(TemplateError):
        rendered(template)


@given(st.text(alphabet="$#{}()[]'\"\\.! ainputsetfoch,=", max_size=60))
def test_any_text_is_rendered_or_refused(text: str) -> None:
    """Nothing else comes out of it."""
    with suppress(TemplateError, UnsupportedTemplateError):
        assert isinstance(rendered(text), str)


def test_the_jsonpath_library_is_loaded_when_a_path_needs_it() -> None:
    """It takes a tenth of a second."""
    program = (
        "import sys; from awslab.cloud.api_gateway.jsonpath import lookup; lookup({}, '$.a[0]'); "
        "print('jsonpath' in sys.modules); lookup({}, '$..a'); print('jsonpath' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert answer.stdout.split() == ["False", "True"]
