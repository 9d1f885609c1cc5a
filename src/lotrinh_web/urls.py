"""All addresses. Each app's own file says what stands behind them."""

from django.urls import include, path

urlpatterns = [
    path("", include("lotrinh_web.portal.urls")),
    path("tai-khoan/", include("lotrinh_web.accounts.urls")),
    path("van-ban/", include("lotrinh_web.intake.urls")),
    path("chi-tieu/", include("lotrinh_web.indicators.urls")),
    path("ke-hoach/", include("lotrinh_web.plans.urls")),
    path("san-pham/", include("lotrinh_web.products.urls")),
    path("viec-nen/", include("lotrinh_web.jobs.urls")),
    path("nhiem-vu/", include("lotrinh_web.workplan.urls")),
    path("ky-bao-cao/", include("lotrinh_web.reporting.urls")),
    path("giam-sat/", include("lotrinh_web.oversight.urls")),
]

handler400 = "lotrinh_web.errors.bad_request"
handler403 = "lotrinh_web.errors.forbidden"
handler404 = "lotrinh_web.errors.not_found"
handler500 = "lotrinh_web.errors.server_error"
