//! `/inbound`: what other services tell this one, signed instead of keyed.

mod email_events;
mod mfa;
mod signed;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

pub(crate) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().routes(routes!(email_events::receive)).routes(routes!(mfa::receive))
}
