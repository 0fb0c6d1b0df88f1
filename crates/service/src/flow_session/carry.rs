use std::time::Duration;

use latchstring_domain::id::FlowSessionId;
use latchstring_secrets::session;
use secrecy::SecretString;

use super::pass::FlowPass;
use crate::Latchstring;

/// For how long a page may be left open before it opens the tab. Whoever comes later goes back to the page, which makes another.
const CARRIED_FOR: Duration = Duration::from_secs(30 * 60);

/// A pass as a text, for a form that opens the session in a tab of its own. Browsers keep the cookies of a frame apart from those of
/// a tab, so the pass that the frame holds does not reach it.
#[must_use]
pub fn carry(ls: &Latchstring, pass: &FlowPass) -> SecretString {
    let until = ls.now().saturating_add(CARRIED_FOR).unix_millis();
    session::carry(ls.keyring(), &pass.session_id().to_bytes(), pass.token(), until, &mut *ls.rng())
}

/// The pass that [`carry`] wrote for this session; `None` when it did not, or too long ago.
#[must_use]
pub fn carried(ls: &Latchstring, id: FlowSessionId, text: &str) -> Option<FlowPass> {
    let token = session::carried(ls.keyring(), &id.to_bytes(), text, ls.now().unix_millis()).ok()?;
    Some(FlowPass::opened(id, token))
}
