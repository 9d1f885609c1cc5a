from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "lotrinh_web.plans"
    label = "plans"

    def ready(self) -> None:
        """The coverage matrix, in a lower app, learns of plans by asking whoever has told it that it has claims."""
        from lotrinh_web.plans.queries import claims
        from lotrinh_web.workplan.coverage import tell_of_claims

        tell_of_claims(claims)
