//! Sessions and the things that pass through them.

use std::collections::BTreeSet;

use latchstring_domain::Timestamp;
use latchstring_domain::flow_session::{
    ConnectionTarget, FlowSession, ProviderChoice, SignedIn, SiteChoice, StepError,
};
use latchstring_domain::id::FlowSessionId;
use latchstring_domain::invitation::{Invitation, Purpose};
use latchstring_domain::link::Link;
use latchstring_domain::sealed::{Digest, SealedBytes};
use latchstring_domain::sign_in::Challenge;
use latchstring_domain::utility::UtilityType;

use crate::fixture::{
    address, allow, connection_id, credentials, draft, issued, now, provider_id, site, uuid,
};

/// Opened now, by an invitation to make a connection or to repair number 7 at provider 1, gated or not.
pub(super) fn session(repair: bool, gated: bool) -> FlowSession {
    let known = repair.then(|| provider(1));
    FlowSession::open(
        session_id(),
        &Link::Invitation(invitation(repair, gated)),
        new_target(),
        known,
        Digest::new([9; 32]),
        now(),
    )
}

pub(super) fn invitation(repair: bool, gated: bool) -> Invitation {
    let mut draft = draft();
    if repair {
        draft.purpose = Purpose::EditConnection { connection_id: connection_id(7) };
    }
    if gated {
        draft.allowed = allow(&["mike@example.org"]);
    }
    issued(draft)
}

pub(super) fn session_id() -> FlowSessionId {
    FlowSessionId::from_uuid(uuid(8))
}

pub(super) fn new_target() -> ConnectionTarget {
    ConnectionTarget::New(connection_id(6))
}

pub(super) fn provider(number: u128) -> ProviderChoice {
    ProviderChoice { provider_id: provider_id(number), country: None }
}

pub(super) fn signed_in(at: u128) -> SignedIn {
    SignedIn { provider: provider(at), credentials: credentials(0xC5), verified: true }
}

pub(super) fn challenge() -> Challenge {
    Challenge::Code { sent_to: "the phone ending 42".into(), attempts_left: None }
}

pub(super) fn held() -> SealedBytes {
    SealedBytes::new(vec![0xC5; 8])
}

pub(super) fn sites() -> SiteChoice {
    SiteChoice::new(&[site(1)], &[site(1)], BTreeSet::from([UtilityType::Gas])).unwrap()
}

/// One call of a session, with its arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    ProveAddress,
    ChooseProvider(u128),
    Refuse,
    Challenge,
    RefuseAnswer,
    SignIn(u128),
    ChooseSites,
    Submit,
    Restart,
}

impl Call {
    pub(super) const ALL: [Self; 9] = [
        Self::ProveAddress,
        Self::ChooseProvider(2),
        Self::Refuse,
        Self::Challenge,
        Self::RefuseAnswer,
        Self::SignIn(1),
        Self::ChooseSites,
        Self::Submit,
        Self::Restart,
    ];
}

/// The session after this call.
pub(super) fn step(session: FlowSession, call: Call, now: Timestamp) -> Result<FlowSession, StepError> {
    match call {
        Call::ProveAddress => session.address_proved(address("mike@example.org"), now),
        Call::ChooseProvider(number) => session.choose_provider(provider(number), now),
        Call::Refuse => session.sign_in_refused(now),
        Call::Challenge => session.challenged(challenge(), held(), now),
        Call::RefuseAnswer => session.answer_refused(challenge(), held(), now),
        Call::SignIn(number) => session.signed_in(signed_in(number), now),
        Call::ChooseSites => session.choose_sites(sites(), now),
        Call::Submit => session.submit(now).map(|(session, _, _)| session),
        Call::Restart => session.restart(now),
    }
}

/// The session after these calls, all of which it must take.
pub(super) fn walk(session: FlowSession, calls: &[Call]) -> FlowSession {
    calls.iter().fold(session, |session, call| step(session, *call, now()).unwrap())
}
