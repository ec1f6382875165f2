from centre.tenancy.policy import register_policies

register_policies()
