//! Sessions and the things that pass through them.

use std::collections::BTreeSet;

use latchstring_domain::Timestamp;
use latchstring_domain::flow::FieldMapping;
use latchstring_domain::flow_session::{
    AskCodeError, ConnectionTarget, FieldsToMap, FlowSession, NewCode, ProviderChoice, SignedIn, SiteChoice,
    StepError,
};
use latchstring_domain::id::{ConnectionId, FlowSessionId};
use latchstring_domain::invitation::{Invitation, Purpose};
use latchstring_domain::link::Link;
use latchstring_domain::mfa::ForwardingStep;
use latchstring_domain::sealed::{Digest, SealedBytes};
use latchstring_domain::sign_in::Challenge;
use latchstring_domain::utility::UtilityType;

use crate::fixture::{
    address, allow, connection_id, credentials, draft, field, issued, mapped, now, provider_id, schema, site,
    table, uuid,
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
    ProviderChoice { provider_id: provider_id(number), country: None, flow_id: None }
}

pub(super) fn signed_in(at: u128) -> SignedIn {
    SignedIn {
        provider: provider(at),
        credentials: credentials(0xC5),
        verified: true,
        to_map: None,
        forwarding: ForwardingStep::NotAsked,
    }
}

/// The same, with fields to be mapped after it.
pub(super) fn signed_in_to_map(at: u128) -> SignedIn {
    SignedIn { to_map: Some(fields_to_map()), ..signed_in(at) }
}

pub(super) fn fields_to_map() -> FieldsToMap {
    let target = schema(&[table("Invoice", &[field("total")])]);
    let source = schema(&[table("Bills", &[field("amount"), field("due")])]);
    let suggested = FieldMapping::suggest(&target, &source, None);
    FieldsToMap { target, source, suggested }
}

pub(super) fn mapping() -> FieldMapping {
    let FieldsToMap { target, source, .. } = fields_to_map();
    FieldMapping::new(&target, &source, vec![mapped("Invoice.total", "Bills.amount")]).unwrap()
}

/// The connection that a session makes after so many others.
pub(super) fn further(connected: usize) -> ConnectionId {
    connection_id(100 + u128::try_from(connected).unwrap())
}

pub(super) fn challenge() -> Challenge {
    Challenge::Code { sent_to: "the phone ending 42".into(), attempts_left: None, other_ways: false }
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
    /// Signs in where there are fields to be mapped.
    SignInToMap(u128),
    ChooseSites,
    MapFields,
    Submit,
    /// Submits, and goes on to a further connection.
    SubmitAndGoOn,
    Finish,
    Restart,
}

impl Call {
    pub(super) const ALL: [Self; 13] = [
        Self::ProveAddress,
        Self::ChooseProvider(2),
        Self::Refuse,
        Self::Challenge,
        Self::RefuseAnswer,
        Self::SignIn(1),
        Self::SignInToMap(1),
        Self::ChooseSites,
        Self::MapFields,
        Self::Submit,
        Self::SubmitAndGoOn,
        Self::Finish,
        Self::Restart,
    ];
}

/// The session after this call.
pub(super) fn step(session: FlowSession, call: Call, now: Timestamp) -> Result<FlowSession, StepError> {
    match call {
        Call::ProveAddress => prove_address(session, now),
        Call::ChooseProvider(number) => session.choose_provider(provider(number), now),
        Call::Refuse => session.sign_in_refused(now),
        Call::Challenge => session.challenged(challenge(), held(), now),
        Call::RefuseAnswer => session.answer_refused(challenge(), held(), now),
        Call::SignIn(number) => session.signed_in(signed_in(number), now),
        Call::SignInToMap(number) => session.signed_in(signed_in_to_map(number), now),
        Call::ChooseSites => session.choose_sites(sites(), now),
        Call::MapFields => session.map_fields(mapping(), now),
        Call::Submit => session.submit(None, now).map(|(session, _)| session),
        Call::SubmitAndGoOn => {
            let next = further(session.connected.len());
            session.submit(Some(next), now).map(|(session, _)| session)
        }
        Call::Finish => session.finish(now),
        Call::Restart => session.restart(now),
    }
}

/// A code is asked for and typed: one step of the walk, in two writes.
fn prove_address(session: FlowSession, now: Timestamp) -> Result<FlowSession, StepError> {
    // That it gets another token is a matter of its own; here it would hide whether anything else changes.
    let (version, token) = (session.version.next(), session.token);
    let listed = address("mike@example.org");
    let new = NewCode {
        claimed: listed.clone(),
        mail_to: Some(listed),
        seal: SealedBytes::new(vec![1]),
        code: SealedBytes::new(vec![2]),
        language: None,
    };
    let asked = session.ask_code(new, now).map_err(|refused| match refused {
        AskCodeError::Step(error) => error,
        other => panic!("{other}"),
    })?;
    Ok(FlowSession { version, ..asked.right_code(token, now).unwrap() })
}

/// The session after these calls, all of which it must take.
pub(super) fn walk(session: FlowSession, calls: &[Call]) -> FlowSession {
    calls.iter().fold(session, |session, call| step(session, *call, now()).unwrap())
}
