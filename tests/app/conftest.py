from tests.salt import same_salt

__all__ = ["same_salt"]
