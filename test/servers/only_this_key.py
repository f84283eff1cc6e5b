"""Tells the LiteLLM proxy which key to accept: without a database of keys it answers 400 to a wrong one, not 401."""

import os

from litellm.proxy._types import ProxyException, UserAPIKeyAuth


async def check(request, api_key: str) -> UserAPIKeyAuth:
    if api_key != os.environ["LITELLM_ONLY_KEY"]:
        raise ProxyException(message="Authentication Error, invalid key", type="auth_error", param="None", code=401)
    return UserAPIKeyAuth(api_key=api_key)
