# SPDX-License-Identifier: MIT
"""The bytes of a request: the last place where something can be refused."""

import json
from typing import Any

from .errors import InvalidRequest


def encode(message: dict[str, Any]) -> bytes:
    """The bytes of one request.

    Servers do not answer, or not with the request's id, to what is not
    strictly JSON, so lone surrogates and non-finite numbers are refused here.
    """
    try:
        text = json.dumps(
            message, ensure_ascii=False, allow_nan=False, separators=(",", ":")
        )
        return text.encode() + b"\n"
    except (TypeError, ValueError, RecursionError) as error:
        command = message.get("execute") or message.get("exec-oob")
        raise InvalidRequest(
            f"{command}: the arguments are not JSON: {error}"
        ) from error
