use latchstring_domain::id::{CompanyId, SiteId};

use crate::{Caller, Failure, Latchstring, Thing};

/// Those of the sites a request names that are not the company's, in the order given. That one of them is another
/// workspace's is written to the caller's log, once a request.
pub(crate) async fn unknown(
    ls: &Latchstring,
    caller: &Caller,
    company: CompanyId,
    named: &[SiteId],
) -> Result<Vec<SiteId>, Failure> {
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let sites = ls.store().sites_of(company).await?;
    let unknown = |id: &&SiteId| !sites.iter().any(|site| site.id == **id);
    let unknown: Vec<SiteId> = named.iter().filter(unknown).copied().collect();
    for id in &unknown {
        let found = ls.store().site(*id).await?;
        let foreign = found.as_ref().is_some_and(|site| site.workspace_id != caller.workspace_id());
        caller.if_own(ls, Thing::Site, found).await?;
        if foreign {
            break;
        }
    }
    Ok(unknown)
}
