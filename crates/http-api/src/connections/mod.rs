//! `/connection`: what comes of a link.

mod create;
mod credentials;
mod details;
mod events;
mod list;
mod list_by_company;
mod mfa_codes;
mod model;
mod page;
mod report_status;

pub(crate) use model::ConnectionBody;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

pub(crate) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(create::create, list_by_company::list_by_company))
        .routes(routes!(list::list))
        .routes(routes!(details::details))
        .routes(routes!(credentials::credentials))
        .routes(routes!(mfa_codes::mfa_codes))
        .routes(routes!(events::events))
        .routes(routes!(report_status::report_status))
}
