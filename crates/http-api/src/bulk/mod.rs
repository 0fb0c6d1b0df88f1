//! `/invitation/bulk`: many invitations asked for at once.

mod ask;
mod csv;
mod get;
mod model;
mod rows;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

/// The end of the path whose bodies are larger than those of others.
pub(crate) const PATH_END: &str = "/invitation/bulk";

/// The largest of those bodies: 10,000 rows of 400 bytes.
pub(crate) const MAX_BYTES: usize = 4 * 1024 * 1024;

pub(crate) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().routes(routes!(ask::ask)).routes(routes!(get::get))
}
