use latchstring_domain::api_key::Scope;

use super::import::{ConnectorImport, ImportConnectorsError, Imported, check, judge};
use crate::{Caller, Latchstring};

/// What [`import`](super::import()) would do with these connectors, as the catalog stands now. Changes nothing. Needs the
/// scope `workspace:manage`, as the import would.
///
/// # Errors
/// [`ImportConnectorsError`]: why the import would be refused.
pub async fn preview(
    ls: &Latchstring,
    caller: &Caller,
    wish: &[ConnectorImport],
) -> Result<Imported, ImportConnectorsError> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    check(wish)?;
    let mut expected = Imported::default();
    for wanted in wish {
        expected.count(&judge(ls, caller, wanted).await?);
    }
    Ok(expected)
}
