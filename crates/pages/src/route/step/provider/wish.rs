use latchstring_domain::provider::ProviderUrl;
use latchstring_domain::text::ProviderName;
use latchstring_service::flow_session::ProviderWish;

use super::PREFILLED;
use crate::route::body::Posted;
use crate::view::SearchProblem;

/// Which provider a form asks for.
pub(super) fn read(posted: &Posted) -> Result<ProviderWish, SearchProblem> {
    if posted.has("other_name") || posted.has("other_url") {
        let name = ProviderName::parse(posted.get("other_name")).map_err(|_| SearchProblem::NoName)?;
        let url = ProviderUrl::parse(posted.get("other_url")).map_err(|_| SearchProblem::BadUrl)?;
        return Ok(ProviderWish::Unlisted { name, url });
    }
    match posted.get("provider") {
        PREFILLED => Ok(ProviderWish::Prefilled),
        id => id.parse().map(ProviderWish::Listed).map_err(|_| SearchProblem::NoChoice),
    }
}
