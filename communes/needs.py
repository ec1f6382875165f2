def need_context(*a):
    return {}


def needs_context(*a):
    return {}
