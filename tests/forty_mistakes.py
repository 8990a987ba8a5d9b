# SPDX-License-Identifier: MIT
"""Forty mistakes of forty kinds, each a definition with the place that is wrong marked.

`«…»` marks the token that a finding must stand at; the code is the finding's.
"""

from __future__ import annotations

MISTAKES: dict[str, str] = {
    "boxed-without-type": "{ 'command': 'm1', 'boxed': «true» }",
    "branch-not-a-value": (
        "{ 'union': 'Mx2', 'base': { 'k': 'QType' }, 'discriminator': 'k',"
        " 'data': { «'nothing'»: 'Abort' } }"
    ),
    "command-name-style": "{ 'command': «'mistake_3'» }",
    "condition-list": "{ 'command': 'm4', 'if': «['CONFIG_LINUX']» }",
    "condition-not-a-symbol": "{ 'command': 'm5', 'if': «'linux'» }",
    "condition-without-one-key": "{ 'command': 'm6', 'if': «{»} }",
    "conditional-argument": (
        "{ 'command': 'm7', 'data': { «'a'»: { 'type': 'int', 'if': 'CONFIG_LINUX' } } }"
    ),
    "contains-itself": "{ 'struct': 'Mx8', 'base': «'Mx8'», 'data': {} }",
    "discriminator-not-an-enum": (
        "{ 'union': 'Mx9', 'base': { 'k': 'str' }, 'discriminator': «'k'»,"
        " 'data': { 'a': 'Abort' } }"
    ),
    "doc-duplicate-section": (
        "##\n# @m10:\n#\n# Ten.\n#\n# Since: 1.0\n#\n# «Since:» 2.0\n##\n"
        "{ 'command': 'm10' }"
    ),
    "doc-junk-after-marker": "##« x»\n# @m11:\n#\n# Eleven.\n##\n{ 'command': 'm11' }",
    "doc-missing-space": "##\n# @m12:\n#\n#«T»welve.\n##\n{ 'command': 'm12' }",
    "doc-name-mismatch": "##\n# @m13a:\n#\n# 13.\n##\n{ 'command': «'m13'» }",
    "doc-not-followed": "«##»\n# @m14:\n#\n# Fourteen.\n##\n\n##\n# Nothing.\n##",
    "doc-returns-nothing": (
        "##\n# @m15:\n#\n# Fifteen.\n#\n# «Returns:» nothing\n##\n{ 'command': 'm15' }"
    ),
    "doc-line-too-long": f"##\n# @m16:\n#\n# {'x' * 68}«yyy»\n##\n{{ 'command': 'm16' }}",
    "doc-sentence-space": "##\n# @m17:\n#\n# One«. »Two.\n##\n{ 'command': 'm17' }",
    "doc-unknown-member": (
        "##\n# @m18:\n#\n# Eighteen.\n#\n# «@zz:» what\n##\n{ 'command': 'm18' }"
    ),
    "duplicate-definition": "{ 'command': «'query-status'» }",
    "duplicate-key": "{ 'command': 'm20', 'gen': false, 'gen': «false» }",
    "duplicate-member": "{ 'struct': 'Mx21', 'data': { 'a': 'int', «'*a'»: 'int' } }",
    "empty-alternate": "{ 'alternate': «'Mx22'», 'data': {} }",
    "empty-condition": "{ 'command': 'm23', 'if': { 'all': «[]» } }",
    "event-name-style": "{ 'event': «'mistake24'» }",
    "feature-name-style": "{ 'command': 'm25', 'features': [ «'not_so'» ] }",
    "invalid-include": "{ 'include': 'common.json', «'if'»: 'CONFIG_LINUX' }",
    "indistinct-alternatives": (
        "{ 'alternate': 'Mx27', 'data': { 'a': 'str', «'b'»: 'int' } }"
    ),
    "invalid-name": "{ 'struct': 'Mx28', 'data': { «'1a'»: 'int' } }",
    "list-suffix": "{ 'struct': «'Mx29List'», 'data': {} }",
    "member-name-style": "{ 'struct': 'Mx30', 'data': { «'a_b'»: 'int' } }",
    "missing-key": "{ 'struct': «'Mx31'» }",
    "not-a-definition": "{ «'something'»: 'm32' }",
    "not-a-type": "{ 'struct': 'Mx33', 'data': { 'a': «'query-status'» } }",
    "oob-coroutine": "{ 'command': «'m34'», 'allow-oob': true, 'coroutine': true }",
    "reserved-name": "{ 'struct': 'Mx35', 'data': { «'has-a'»: 'int' } }",
    "simple-union": "{ 'union': «'Mx36'», 'data': { 'a': 'Abort' } }",
    "special-feature-on-type": (
        "{ 'struct': 'Mx37', 'data': {}, 'features': [ «'deprecated'» ] }"
    ),
    "stray-text": "{ 'struct': 'Mx38', 'data': { 'a': «17» } }",
    "syntax-error": "{ 'struct': 'Mx39' «'data'»: {} }",
    "unknown-type": "{ 'struct': 'Mx40', 'data': { 'a': «'Zebra'» } }",
    "unterminated-string": "{ 'struct': «'Mx41»,\n  'data': {} }",
    "wrong-return-type": "{ 'command': 'm42', 'returns': «'int'» }",
}
