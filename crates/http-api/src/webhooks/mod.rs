//! `/webhook`: endpoints, what was sent to them, and sending it again.

mod create;
mod delete;
mod deliveries;
mod delivery;
mod get;
mod list;
mod model;
mod replay;
mod rotate_secret;
mod test;
mod update;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

pub(crate) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(create::create, list::list))
        .routes(routes!(get::get, update::update, delete::delete))
        .routes(routes!(rotate_secret::rotate_secret))
        .routes(routes!(test::test))
        .routes(routes!(deliveries::deliveries))
        .routes(routes!(replay::replay))
}
