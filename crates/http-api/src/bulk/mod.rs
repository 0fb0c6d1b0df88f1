//! `/invitation/bulk`: many invitations asked for at once.

mod ask;
mod csv;
mod follow;
mod get;
mod model;
mod rows;

pub use rows::{BulkPlaces, BulkRows, MAX_BYTES};

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

/// The end of the path whose bodies are larger than those of others.
pub(crate) const PATH_END: &str = "/invitation/bulk";

pub(crate) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().routes(routes!(ask::ask)).routes(routes!(get::get))
}
