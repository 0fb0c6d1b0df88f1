//! `/datasource`: the catalog of providers.

mod create;
mod form;
mod get;
mod list;
mod model;
mod oauth;
mod remove_logo;
mod update;
mod upload_logo;
mod withdraw;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

pub(crate) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(create::create, list::list))
        .routes(routes!(get::get, update::update, withdraw::withdraw))
        .routes(routes!(upload_logo::upload, remove_logo::remove))
}
