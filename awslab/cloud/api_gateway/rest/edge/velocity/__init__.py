"""The Velocity Template Language, as far as mapping templates of API Gateway use it (pure).

nodes.py        the nodes of a template
parser.py       text, references, directives: a template from its text
expressions.py  expressions and references
renderer.py     a template's text, given its variables
values.py       how values look as text, when they are equal, and the methods that they have

#set, #if, #foreach, #break, #stop and #define are here; #macro, #evaluate, #include and #parse are refused by name.
A template reaches nothing but the values that it is given: members are keys of maps, and methods are those listed in
`values.py`. No attribute of a Python object is ever looked up.

https://velocity.apache.org/engine/1.7/vtl-reference.html
"""

from __future__ import annotations


class TemplateError(Exception):
    """The template is no Velocity, or cannot be rendered; the message says where."""


class UnsupportedTemplateError(Exception):
    """The template uses what awslab does not have; the message names it."""
