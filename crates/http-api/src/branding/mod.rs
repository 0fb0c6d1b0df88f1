//! `/workspace/branding`: how a workspace looks to its recipients.

mod get;
mod model;
mod remove_favicon;
mod remove_font;
mod remove_logo;
mod replace;
mod upload;
mod upload_favicon;
mod upload_font;
mod upload_logo;

pub(crate) use model::{HelperButtonBody, PictureBody, helper_body};
pub(crate) use replace::{color, helper};
pub(crate) use upload::refused;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

pub(crate) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(get::get, replace::replace))
        .routes(routes!(upload_logo::upload, remove_logo::remove))
        .routes(routes!(upload_favicon::upload, remove_favicon::remove))
        .routes(routes!(upload_font::upload, remove_font::remove))
}
