//! `/flow`: named choices of what can be connected.

mod create;
mod delete;
mod get;
mod list;
mod model;
mod update;

pub(crate) use model::connector_id;

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
