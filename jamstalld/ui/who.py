"""Who uses the app in this session: what the sign-in says of them, and the person they are by it."""

from __future__ import annotations

import time

import streamlit as st

from jamstalld.access import Claims, Person
from jamstalld.settings import read_settings


def person() -> Person:
    """Give the person of this session, as the settings have it now: a role taken away is gone at the next click."""
    access = read_settings().access
    return access.person(claims() if access.required else {}, time.time())


def claims() -> Claims:
    """Give what the sign-in says of whoever uses this session."""
    return st.user.to_dict()
