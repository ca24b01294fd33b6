"""Checks become verdicts: what is asked, in which order, and what is said about it."""

from __future__ import annotations

import base64
import json
from typing import Any

from awslab.content.model import UNSET, Call, Check, Expectation, Lab, Permission, Reach, Step
from awslab.lab.clients import CallRefused
from awslab.lab.judge import judge, prepare
from awslab.lab.verdict import Outcome, Verdict, report, verdict_from_message, verdict_to_message
from tests.lab.worlds import World


def check(id_: str = "there", **changes: Any) -> Check:
    given: dict[str, Any] = {
        "id": id_,
        "says": f"{id_} holds for ${{name}}",
        "help": "Read about it.",
        "call": "s3.get_thing",
        "with_": {"Name": "${name}"},
        "expect": (Expectation(at="Status", equals="Enabled"),),
    }
    return Check(**{**given, **changes})


def lab(*steps: Step, given: tuple[Call, ...] = ()) -> Lab:
    return Lab(
        id="lab",
        title="A lab",
        topic="s3",
        level=1,
        minutes=5,
        exams=(),
        services=("s3",),
        brief="Do it.",
        steps=steps,
        mistakes=(),
        sources=("https://docs.aws.amazon.com/x.html",),
        given=given,
    )


def step(*checks: Check, id_: str = "one", **changes: Any) -> Step:
    return Step(id=id_, title=id_, skill="s3.basics", say="Do.", checks=checks, **changes)


def verdicts(lab_: Lab, world: World, **values: Any) -> list[Verdict]:
    return list(judge(lab_, {"name": "box", **values}, world))


def outcomes(lab_: Lab, world: World) -> list[str]:
    return [verdict.outcome.value for verdict in verdicts(lab_, world)]


def enabled(_: object) -> dict[str, str]:
    return {"Status": "Enabled"}


def test_a_check_that_holds_passes_and_says_nothing_more() -> None:
    (verdict,) = verdicts(lab(step(check())), World(get_thing=enabled))
    assert (verdict.outcome, verdict.says) == (Outcome.PASSED, "there holds for box")
    assert (verdict.rationale, verdict.help) == ("", "")


def test_a_check_that_does_not_hold_says_what_was_expected_and_found() -> None:
    (verdict,) = verdicts(lab(step(check())), World(get_thing=lambda _: {"Status": "Suspended"}))
    assert verdict.outcome is Outcome.FAILED
    assert verdict.rationale == "`Status` should be “Enabled”; found “Suspended”."
    assert verdict.help == "Read about it."


def test_parameters_are_filled_with_the_values_of_the_attempt() -> None:
    world = World(get_thing=enabled)
    verdicts(lab(step(check())), world)
    assert world.calls == [("s3.get_thing", {"Name": "box"})]


def test_what_aws_refuses_fails_the_check_with_its_code() -> None:
    (verdict,) = verdicts(lab(step(check())), World())
    assert verdict.outcome is Outcome.FAILED
    assert verdict.rationale == "AWS answered NoSuchThing: get_thing finds nothing"


def test_an_expected_refusal_passes_and_an_answer_in_its_place_fails() -> None:
    refused = check(expect=(), error="NoSuchThing")
    assert outcomes(lab(step(refused)), World()) == ["passed"]
    assert outcomes(lab(step(refused)), World(get_thing=enabled)) == ["failed"]
    assert outcomes(lab(step(check(expect=(), error="AccessDenied"))), World()) == ["failed"]


def test_a_fault_of_the_tool_is_errored_and_never_failed() -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError("oops")

    (verdict,) = verdicts(lab(step(check())), World(get_thing=broken))
    assert verdict.outcome is Outcome.ERRORED
    assert "ZeroDivisionError" in verdict.rationale


def test_a_check_waits_for_the_checks_it_needs() -> None:
    later = check("later", needs=("there",), call="s3.get_other")
    world = World(get_other=enabled)
    assert outcomes(lab(step(check(), later)), world) == ["failed", "waiting"]
    assert [name for name, _ in world.calls] == ["s3.get_thing"]


def test_steps_open_one_after_another() -> None:
    two = lab(step(check("first")), step(check("second", call="s3.get_other"), id_="two"))
    assert outcomes(two, World(get_other=enabled)) == ["failed", "waiting"]
    assert outcomes(two, World(get_thing=enabled, get_other=enabled)) == ["passed", "passed"]


def test_judging_stops_after_the_step_that_is_asked_for() -> None:
    two = lab(step(check("first")), step(check("second"), id_="two"))
    found = judge(two, {"name": "box"}, World(get_thing=enabled), until="one")
    assert [verdict.check for verdict in found] == ["first"]


def test_calls_made_first_save_values_for_the_check() -> None:
    first = Call(call="s3.find", with_={"Name": "${name}"}, save={"arn": "Things[0].Arn"})
    world = World(find=lambda _: {"Things": [{"Arn": "arn:1"}]}, get_thing=enabled)
    verdicts(lab(step(check(after=(first,), with_={"Arn": "${arn}"}))), world)
    assert world.calls[-1] == ("s3.get_thing", {"Arn": "arn:1"})


def test_a_save_that_finds_nothing_fails_the_check_and_says_where_it_looked() -> None:
    first = Call(call="s3.find", save={"arn": "Things[0].Arn"})
    (verdict,) = verdicts(lab(step(check(after=(first,)))), World(find=lambda _: {"Things": []}, get_thing=enabled))
    assert verdict.outcome is Outcome.FAILED
    assert "Things[0].Arn" in verdict.rationale


def test_a_call_made_first_can_say_in_its_own_words_what_is_missing() -> None:
    first = Call(call="s3.find", save={"arn": "Things[0].Arn"}, so="There is no ${name} yet.")
    asked = lab(step(check(after=(first,))))
    (nothing,) = verdicts(asked, World(find=lambda _: {"Things": []}))
    (refused,) = verdicts(asked, World())
    assert nothing.rationale == "There is no box yet."
    assert refused.rationale == "There is no box yet. (AWS answered NoSuchThing.)"


def test_a_look_up_of_the_step_that_fails_fails_only_the_checks_that_use_it() -> None:
    look_up = Call(call="s3.find", save={"arn": "Arn"})
    both = step(check("free"), check("bound", with_={"Arn": "${arn}"}), after=(look_up,))
    free, bound = verdicts(lab(both), World(get_thing=enabled))
    assert free.outcome is Outcome.PASSED
    assert (bound.outcome, bound.rationale) == (Outcome.FAILED, "AWS answered NoSuchThing: find finds nothing")


def test_within_asks_again_until_it_holds() -> None:
    answers = iter(["Pending", "Pending", "Enabled"])
    world = World(get_thing=lambda _: {"Status": next(answers)})
    assert outcomes(lab(step(check(within=5))), world) == ["passed"]
    assert len(world.calls) == 3


def test_within_gives_up_when_the_seconds_are_over() -> None:
    world = World(get_thing=lambda _: {"Status": "Pending"})
    assert outcomes(lab(step(check(within=1))), world) == ["failed"]
    assert 1 <= world.clock < 1.3


def test_calls_made_first_are_made_once_while_within_asks_again() -> None:
    first = Call(call="s3.put")
    world = World(put=lambda _: {}, get_thing=lambda _: {"Status": "Pending"})
    verdicts(lab(step(check(after=(first,), within=1))), world)
    assert [name for name, _ in world.calls].count("s3.put") == 1


def test_invoke_looks_at_payload_error_version_and_logs() -> None:
    def invoke(parameters: Any) -> dict[str, Any]:
        said = json.loads(parameters["Payload"])
        return {
            "StatusCode": 200,
            "ExecutedVersion": "3",
            "Payload": json.dumps({"hello": said["who"]}),
            "LogResult": base64.b64encode(b"START\nhello\nEND").decode(),
        }

    expect = (
        Expectation(at="payload.hello", equals="box"),
        Expectation(at="version", equals="3"),
        Expectation(at="error", absent=True),
        Expectation(at="logs", contains="hello"),
    )
    asked = check(call=None, invoke="f-${name}", payload={"who": "${name}"}, qualifier="live", with_={}, expect=expect)
    world = World(invoke=invoke)
    assert outcomes(lab(step(asked)), world) == ["passed"]
    assert world.calls[0][1]["FunctionName"] == "f-box"
    assert world.calls[0][1]["Qualifier"] == "live"


def test_request_looks_at_status_headers_body_and_json() -> None:
    expect = (
        Expectation(at="status", equals=200),
        Expectation(at='headers."x-from"', equals="world"),
        Expectation(at="json.name", equals="box"),
    )
    asked = check(
        call=None,
        with_={},
        request="POST /_aws/api/${name}",
        headers={"X-A": "1"},
        body='{"name": "${name}"}',
        expect=expect,
    )
    world = World()
    assert outcomes(lab(step(asked)), world) == ["passed"]
    assert world.calls == [("POST /_aws/api/box", {"headers": {"X-A": "1"}, "body": '{"name": "box"}'})]


def test_trail_counts_the_answered_calls_whose_parameters_match() -> None:
    world = World()
    for name, error in (("live", None), ("live", "ResourceConflictException"), ("other", None)):
        world.entries.append(
            {"service": "lambda", "operation": "UpdateAlias", "parameters": {"Name": name, "X": 1}, "error": error}
        )
    asked = check(
        call=None, trail="lambda.update_alias", with_={"Name": "live"}, expect=(Expectation(at="count", equals=1),)
    )
    assert outcomes(lab(step(asked)), world) == ["passed"]


def test_given_calls_save_values() -> None:
    given = (Call(call="ec2.describe_vpcs", save={"vpc": "Vpcs[0].VpcId"}),)
    world = World(describe_vpcs=lambda _: {"Vpcs": [{"VpcId": "vpc-1"}]})
    assert prepare(lab(step(check()), given=given), {"name": "box"}, world) == {"name": "box", "vpc": "vpc-1"}


def test_a_permission_is_asked_with_the_values_of_the_attempt_and_says_what_decided() -> None:
    world = World()
    wanted: dict[str, Any] = {
        "principal": "arn:aws:iam::1:role/${name}",
        "action": "s3:PutObject",
        "resource": "arn:aws:s3:::${name}",
    }
    may = check(call=None, with_={}, expect=(), allowed=Permission(**wanted))
    may_not = check("kept", call=None, with_={}, expect=(), allowed=Permission(**wanted, is_=False))
    found = verdicts(lab(step(may, may_not)), world, name="box")
    assert world.calls[0][1] == {
        "principal": "arn:aws:iam::1:role/box",
        "action": "s3:PutObject",
        "resource": "arn:aws:s3:::box",
        "context": {},
    }
    assert [each.outcome for each in found] == [Outcome.PASSED, Outcome.FAILED]
    assert found[1].rationale == "Statement number 1 says so. It should not be allowed."


def test_reach_asks_the_tracer_and_says_which_hop_decided() -> None:
    world = World()
    asked: dict[str, tuple[int | str, bool]] = {
        "open": (443, True),
        "closed": (22, False),
        "not-open": (80, True),
        "not-closed": ("${port}", False),
    }
    checks = [
        check(
            id_,
            call=None,
            with_={},
            expect=(),
            reach=Reach(from_="internet", to="${name}", port=port, reachable=wanted),
        )
        for id_, (port, wanted) in asked.items()
    ]
    ping = check(
        "ping", call=None, with_={}, expect=(), reach=Reach(from_="10.0.0.0/16", to="${name}", protocol="icmp")
    )
    gone = check("gone", call=None, with_={}, expect=(), reach=Reach(from_="internet", to="nobody", port=443))
    found = verdicts(lab(step(*checks, ping, gone)), world, name="box", port="443")
    assert [call for call, _ in world.calls[:5]] == [
        "trace internet box:443/tcp",
        "trace internet box:22/tcp",
        "trace internet box:80/tcp",
        "trace internet box:443/tcp",
        "trace 10.0.0.0/16 box:icmp",
    ]
    assert [each.rationale for each in found] == [
        "",
        "",
        "Rule * denies it. Packets should get from internet to box:80/tcp.",
        "Rule 1 lets it in. Packets should not get from internet to box:443/tcp.",
        "Rule * denies it. Packets should get from 10.0.0.0/16 to box:icmp.",
        "There is no instance nobody.",
    ]
    assert {each.outcome for each in found[2:]} == {Outcome.FAILED}


def test_a_report_passes_only_when_every_step_was_judged_and_holds() -> None:
    two = lab(step(check("first")), step(check("second"), id_="two"))
    world = World(get_thing=enabled)
    found = verdicts(two, world)
    assert report(two, found).passed
    partly = report(two, found[:1])
    assert (partly.passed, partly.open_step) == (False, 1)


def test_a_verdict_survives_the_way_between_processes() -> None:
    (verdict,) = verdicts(lab(step(check())), World())
    assert verdict_from_message(json.loads(json.dumps(verdict_to_message(verdict)))) == verdict


def test_an_unset_comparison_is_not_one_with_null() -> None:
    assert Expectation(at="x", equals=None).comparison == ("equals", None)
    assert Expectation(at="x", absent=True).equals is UNSET


def test_a_refusal_knows_its_code() -> None:
    assert CallRefused("NoSuchBucket", "gone").code == "NoSuchBucket"
