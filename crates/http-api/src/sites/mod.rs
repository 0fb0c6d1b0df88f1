//! `/site`: the places of a company.

mod create;
mod delete;
mod get;
mod list;
mod model;
mod update;

pub(crate) use model::SiteBody;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

pub(crate) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().routes(routes!(create::create, list::list)).routes(routes!(
        get::get,
        update::update,
        delete::delete
    ))
}
