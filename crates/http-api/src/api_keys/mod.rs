//! `/api-key`: the workspace's keys.

mod create;
mod get;
mod list;
mod model;
mod revoke;
mod rotate;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

pub(crate) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(create::create, list::list))
        .routes(routes!(get::get, revoke::revoke))
        .routes(routes!(rotate::rotate))
}
