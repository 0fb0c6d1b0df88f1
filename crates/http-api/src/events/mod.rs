//! `/event`: what happened in the workspace.

mod checkpoints;
mod export;
mod list;
mod model;
mod wanted;

pub(crate) use model::{ActorBody, EventBody};

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

pub(crate) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(export::export))
        .routes(routes!(checkpoints::checkpoints))
}
