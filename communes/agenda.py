def agenda_context(*a):
    return {}
