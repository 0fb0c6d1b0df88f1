//! `/invitation`: links that ask their recipient to connect an account, or to repair a connection.

mod branding;
mod create_contributor;
mod create_reconnect;
mod extend;
mod get;
mod list;
mod list_by_company;
mod model;
mod page;
mod prefill;
mod resend;
mod revoke;
mod terms;

pub(crate) use create_contributor::{
    BulkRowAsked, CreateContributorBody, Places, read_row as read_contributor, unknown_sites,
};
pub(crate) use prefill::{PrefillBody, locks, prefill, provider, sites, utility_types};
pub(crate) use terms::{does_not_fit, lifetime};

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

pub(crate) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(create_contributor::create_contributor, list_by_company::list_by_company))
        .routes(routes!(create_reconnect::create_reconnect))
        .routes(routes!(list::list))
        .routes(routes!(get::get))
        .routes(routes!(extend::extend))
        .routes(routes!(resend::resend))
        .routes(routes!(revoke::revoke))
}
