//! Magic links: the calls that mint them, kept for those who call them already, and our own to list and kill them.

mod announce;
mod cut_off;
mod list;
mod mint_by_query;
mod mint_for_company;
mod mint_for_connection;
mod mint_for_connection_of;
mod mint_for_sites;
mod mint_with_connection;
mod model;
mod refused;
mod revoke;
mod wish;

pub(crate) use announce::announce;

use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt as _};
use utoipa_axum::routes;

use crate::state::ApiState;

/// Ours.
pub(crate) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(revoke::revoke))
        .routes(routes!(cut_off::cut_off))
}

/// The calls that mint. [`announce()`] has to be around them.
pub(crate) fn deprecated() -> OpenApiRouter<ApiState> {
    let by_company = routes!(mint_for_company::mint_for_company, mint_by_query::mint_by_query);
    let by_connection =
        routes!(mint_for_connection::mint_for_connection, mint_with_connection::mint_with_connection);
    let mut router = OpenApiRouter::new()
        .routes(by_company.map(|methods| methods.head(announce::no_head)))
        .routes(by_connection.map(|methods| methods.head(announce::no_head)))
        .routes(routes!(mint_for_sites::mint_for_sites))
        .routes(routes!(mint_for_connection_of::mint_for_connection_of));
    announce::describe(router.get_openapi_mut());
    router
}
