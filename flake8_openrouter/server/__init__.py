"""The language server.

What any editor's plugin needs as well imports neither pygls nor lsprotocol: only ``protocol``, ``server``, ``features``
and ``serving`` speak the protocol.
"""
