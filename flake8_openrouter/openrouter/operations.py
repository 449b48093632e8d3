"""The operations of OpenRouter's API: which document a 401, and which do not. Paths as on the host, ``*`` one segment.

Source of what is drawn: the official SDK's package, openrouter 1.3.84. ``python docs/operations_table.py`` draws it
anew. What that package does not have is below it, each with its own source.
"""

from __future__ import annotations

# operations: begin
_PROTECTED = {
    "/api/alpha/decisions": "POST",
    "/api/v1/activity": "GET",
    "/api/v1/analytics/meta": "GET",
    "/api/v1/analytics/query": "POST",
    "/api/v1/audio/speech": "POST",
    "/api/v1/audio/transcriptions": "POST",
    "/api/v1/auth/keys/code": "POST",
    "/api/v1/batches": "GET POST",
    "/api/v1/batches/*": "DELETE GET",
    "/api/v1/benchmarks": "GET",
    "/api/v1/byok": "GET POST",
    "/api/v1/byok/*": "DELETE GET PATCH",
    "/api/v1/chat/completions": "POST",
    "/api/v1/classifications/task": "GET",
    "/api/v1/containers/*/files": "GET",
    "/api/v1/containers/*/files/*": "GET",
    "/api/v1/containers/*/files/*/content": "GET",
    "/api/v1/containers/*/files/*/promote": "POST",
    "/api/v1/credits": "GET",
    "/api/v1/datasets/app-rankings": "GET",
    "/api/v1/datasets/rankings-daily": "GET",
    "/api/v1/datasets/session-cost": "GET",
    "/api/v1/embeddings": "POST",
    "/api/v1/external-users": "GET POST",
    "/api/v1/external-users/*": "DELETE GET PATCH",
    "/api/v1/files": "GET POST",
    "/api/v1/files/*": "DELETE GET",
    "/api/v1/files/*/content": "GET",
    "/api/v1/generation": "GET",
    "/api/v1/generation/content": "GET",
    "/api/v1/generation/feedback": "POST",
    "/api/v1/guardrails": "GET POST",
    "/api/v1/guardrails/*": "DELETE GET PATCH",
    "/api/v1/guardrails/*/assignments/keys": "GET POST",
    "/api/v1/guardrails/*/assignments/keys/remove": "POST",
    "/api/v1/guardrails/*/assignments/members": "GET POST",
    "/api/v1/guardrails/*/assignments/members/remove": "POST",
    "/api/v1/guardrails/assignments/keys": "GET",
    "/api/v1/guardrails/assignments/members": "GET",
    "/api/v1/images": "POST",
    "/api/v1/key": "GET",
    "/api/v1/keys": "GET POST",
    "/api/v1/keys/*": "DELETE GET PATCH",
    "/api/v1/models/user": "GET",
    "/api/v1/observability/destinations": "GET POST",
    "/api/v1/observability/destinations/*": "DELETE GET PATCH",
    "/api/v1/organization/members": "GET",
    "/api/v1/organization/settings": "GET PATCH",
    "/api/v1/presets": "GET",
    "/api/v1/presets/*": "GET",
    "/api/v1/presets/*/chat/completions": "POST",
    "/api/v1/presets/*/messages": "POST",
    "/api/v1/presets/*/responses": "POST",
    "/api/v1/presets/*/versions": "GET",
    "/api/v1/presets/*/versions/*": "GET",
    "/api/v1/private-endpoints": "GET POST",
    "/api/v1/private-endpoints/*": "DELETE GET PATCH",
    "/api/v1/private-endpoints/*/activate": "POST",
    "/api/v1/private-endpoints/*/disable": "POST",
    "/api/v1/private-endpoints/*/enable": "POST",
    "/api/v1/private-endpoints/*/pricing": "PUT",
    "/api/v1/private-endpoints/*/validate": "POST",
    "/api/v1/rerank": "POST",
    "/api/v1/responses": "POST",
    "/api/v1/scim/group-mappings": "GET POST",
    "/api/v1/scim/group-mappings/*": "DELETE GET PATCH",
    "/api/v1/scim/groups": "GET",
    "/api/v1/scim/sync-jobs": "POST",
    "/api/v1/scim/sync-jobs/*": "GET",
    "/api/v1/systemone": "POST",
    "/api/v1/tools": "GET",
    "/api/v1/tools/*": "GET",
    "/api/v1/vault/interns/*/connections": "GET",
    "/api/v1/vault/interns/*/effective-secrets": "GET",
    "/api/v1/vault/interns/*/secrets": "GET",
    "/api/v1/vault/interns/*/secrets/*": "DELETE PUT",
    "/api/v1/vault/interns/*/secrets/copy": "POST",
    "/api/v1/vault/secrets": "GET",
    "/api/v1/vault/secrets/*": "DELETE PUT",
    "/api/v1/videos": "POST",
    "/api/v1/videos/*": "GET",
    "/api/v1/videos/*/content": "GET",
    "/api/v1/workspaces": "GET POST",
    "/api/v1/workspaces/*": "DELETE GET PATCH",
    "/api/v1/workspaces/*/budgets": "GET",
    "/api/v1/workspaces/*/budgets/*": "DELETE GET PUT",
    "/api/v1/workspaces/*/members": "GET",
    "/api/v1/workspaces/*/members/add": "POST",
    "/api/v1/workspaces/*/members/remove": "POST",
}

_PUBLIC = {
    "/api/v1/auth/keys": "POST",
    "/api/v1/embeddings/models": "GET",
    "/api/v1/endpoints/zdr": "GET",
    "/api/v1/images/models": "GET",
    "/api/v1/images/models/*/*/endpoints": "GET",
    "/api/v1/model/*/*": "GET",
    "/api/v1/models": "GET",
    "/api/v1/models/*/*/endpoints": "GET",
    "/api/v1/models/count": "GET",
    "/api/v1/oauth/jwks": "GET",
    "/api/v1/oauth/token": "POST",
    "/api/v1/providers": "GET",
    "/api/v1/videos/models": "GET",
}
# operations: end

#: In OpenRouter's API reference, and not in the package.
_REFERENCE = {"/api/beta/batches": "POST", "/api/v1/messages": "POST", "/api/v1/organization": "POST"}

#: Older, and still met in public code.
_OLDER = {"/api/v1/auth/key": "GET", "/api/v1/completions": "POST"}

#: Whatever lies there wants a key, by any method (API reference): ``**`` is any number of segments, none among them.
_BELOW = {
    "/api/v1/analytics/**": "*",
    "/api/v1/byok/**": "*",
    "/api/v1/datasets/**": "*",
    "/api/v1/files/**": "*",
    "/api/v1/guardrails/**": "*",
    "/api/v1/keys/**": "*",
    "/api/v1/observability/destinations/**": "*",
    "/api/v1/organization/members/**": "*",
    "/api/v1/presets/**": "*",
    "/api/v1/scim/**": "*",
    "/api/v1/workspaces/**": "*",
}

Operation = tuple[str, tuple[str, ...]]


def _rows(*tables: dict[str, str]) -> tuple[Operation, ...]:
    """Return a method and the segments of a path for each operation."""
    paths = ((path.strip("/").split("/"), methods) for table in tables for path, methods in table.items())
    return tuple((method, tuple(segments)) for segments, methods in paths for method in methods.split())


#: Operations that document a 401, and those that do not although a row of the others may match.
PROTECTED = _rows(_PROTECTED, _REFERENCE, _OLDER, _BELOW)
PUBLIC = _rows(_PUBLIC)
