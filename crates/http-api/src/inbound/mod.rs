//! `/inbound`: what is handed in by those who have no API key, signed as our own webhooks are.

mod mfa;
mod signed;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

pub(crate) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().routes(routes!(mfa::receive))
}
