//! The hotglue-shaped interface: what its callers send and are told, at the paths they know.
//!
//! An environment is a workspace, a tenant a company by its external id, a connector a provider. What is wrong with a
//! request is 400, a field or parameter that is not known is passed over, and what is made is answered with 200: its
//! callers were written for that.

mod available;
mod connect;
mod connector;
mod create_link;
mod link;
mod linked;
mod list_linked;
mod options;
mod path;
mod refused;
mod replace_metadata;
mod supported;
mod unlink;
mod update_linked;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

/// The routes, at the root of the server: this interface has a version in some of its paths and none in others.
pub(crate) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(create_link::create_link))
        .routes(routes!(connect::connect))
        .routes(routes!(replace_metadata::replace_metadata))
        .routes(routes!(available::available))
        .routes(routes!(supported::supported))
        .routes(routes!(list_linked::list_linked, link::link, update_linked::update, unlink::unlink))
}
