//! Mail that was promised: sent once, not sent, tried again, given up.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use latchstring_dispatch::{DispatchOptions, Dispatcher, Waker};
use latchstring_domain::email::{AddressRule, AllowList, EmailAddress};
use latchstring_domain::event::{DataValue, Event, EventKind, Origin};
use latchstring_domain::id::InvitationId;
use latchstring_domain::reminder::Days;
use latchstring_email::transport::{Envelope, MemoryTransport, Transport};
use latchstring_email::{Mailer, SendError};
use latchstring_i18n::Catalog;
use latchstring_service::Latchstring;
use latchstring_service::company::{self, ListCompanies};
use latchstring_service::flow_session::{self, FlowPass, Presented, TriedCode};
use latchstring_service::invitation::{self, CreateContributor, InvitationTerms};
use latchstring_service::outbox::OutboxCounts;
use latchstring_service::workspace::{self, WorkspaceChanges};
use secrecy::ExposeSecret as _;
use tokio_util::sync::CancellationToken;

use crate::common::{DUE, Running, World, never_polling, pass};
use crate::waiting::Work;

/// As the list spells it, and as its owner types it.
const LISTED: &str = "Mike@Example.org";
const TYPED: &str = "mike@example.org";
const STRANGER: &str = "mallory@example.net";

const A_MOMENT: Duration = Duration::from_millis(100);

/// A session before the gate of an invitation, in a deployment that sends mail.
struct AtTheGate {
    world: World,
    ls: Latchstring,
    invitation: InvitationId,
    session: FlowPass,
    waker: Waker,
    /// What is in the outbox for other reasons.
    before: OutboxCounts,
}

impl AtTheGate {
    async fn new() -> Self {
        Self::of_a_link(InvitationTerms::default()).await
    }

    /// With a link whose only address gets it by mail.
    async fn mailed() -> Self {
        Self::of_a_link(InvitationTerms { send_email: true, ..InvitationTerms::default() }).await
    }

    async fn of_a_link(terms: InvitationTerms) -> Self {
        let world = World::new(Work::taking(Duration::ZERO)).await;
        let waker = Waker::default();
        let ls = world.ls.clone().with_mail().with_bell(Arc::new(waker.clone()));
        let wish = ListCompanies { external_id: None, page: None };
        let companies = company::list(&ls, &world.caller, wish).await.unwrap();
        let allowed = AllowList::new([AddressRule::parse(LISTED).unwrap()]).unwrap();
        let (prefill, locks) = Default::default();
        let wish = CreateContributor {
            company_id: companies.items[0].company.id,
            prefill,
            locks,
            allowed_providers: Default::default(),
            terms: InvitationTerms { allowed, ..terms },
        };
        let made = invitation::create_contributor(&ls, &world.caller, wish).await.unwrap();
        let presented = Presented::Invitation(made.token.as_ref().unwrap().expose_secret());
        let session = flow_session::open(&ls, presented, &Origin::default()).await.unwrap().pass;
        let before = world.counts().await;
        Self { world, ls, invitation: made.invitation.id, session, waker, before }
    }

    /// Asks for a code, which promises one piece of work whoever asks.
    async fn ask(&self, who: &str) {
        let claimed = EmailAddress::parse(who).unwrap();
        flow_session::ask_code(&self.ls, &self.session, &claimed, "en", &Origin::default()).await.unwrap();
        assert_eq!(self.promised().await, 1);
    }

    async fn tried(&self, code: &str) -> TriedCode {
        flow_session::try_code(&self.ls, &self.session, code, &Origin::default()).await.unwrap()
    }

    /// How much work was promised since and is not done. None of it may be parked.
    async fn promised(&self) -> u64 {
        let now = self.world.counts().await;
        assert_eq!(now.parked, self.before.parked);
        now.open - self.before.open
    }

    async fn events(&self) -> Vec<Event> {
        invitation::get(&self.ls, &self.world.caller, self.invitation).await.unwrap().events
    }

    async fn has(&self, kind: EventKind) -> bool {
        self.events().await.iter().any(|event| event.body.kind == kind)
    }

    /// A loop that sends by this transport, and looks only when it has a reason to.
    fn run(&self, transport: Arc<dyn Transport>) -> Running {
        self.run_with(never_polling(), transport)
    }

    fn run_with(&self, options: DispatchOptions, transport: Arc<dyn Transport>) -> Running {
        let from = EmailAddress::parse("connect@acme.example").unwrap();
        let mailer = Mailer::new(Arc::new(Catalog::load().unwrap()), from, transport);
        let stop = CancellationToken::new();
        let waker = self.waker.clone();
        let dispatcher = Dispatcher::new(self.ls.clone(), options);
        let dispatcher = dispatcher.with_mailer(mailer).with_waker(waker.clone());
        Running { task: tokio::spawn(dispatcher.run(stop.clone())), stop, waker }
    }
}

/// Refuses as it was told to, and takes what comes after that. It keeps every try.
struct Moody {
    refusals: Mutex<Vec<SendError>>,
    tries: Mutex<Vec<Envelope>>,
    taken: MemoryTransport,
}

impl Moody {
    /// The last of these is the first to be given.
    fn refusing(refusals: Vec<SendError>) -> Arc<Self> {
        let (tries, taken) = Default::default();
        Arc::new(Self { refusals: Mutex::new(refusals), tries, taken })
    }

    fn tries(&self) -> Vec<Envelope> {
        self.tries.lock().unwrap().clone()
    }
}

#[async_trait]
impl Transport for Moody {
    async fn deliver(&self, envelope: &Envelope) -> Result<(), SendError> {
        self.tries.lock().unwrap().push(envelope.clone());
        let refusal = self.refusals.lock().unwrap().pop();
        match refusal {
            Some(refusal) => Err(refusal),
            None => self.taken.deliver(envelope).await,
        }
    }
}

/// The six digits in the plain part of a mail.
fn code_in(letter: &Envelope) -> String {
    let text = std::str::from_utf8(&letter.bytes).unwrap();
    let (_, plain) = text.split_once("text/plain").unwrap();
    let (_, body) = plain.split_once("\r\n\r\n").unwrap();
    let (body, _) = body.split_once("\r\n--").unwrap();
    let digits = body.split(|c: char| !c.is_ascii_digit());
    let codes: Vec<&str> = digits.filter(|digits| digits.len() == 6).collect();
    assert_eq!(codes.len(), 1, "{body}");
    codes[0].to_owned()
}

#[tokio::test(start_paused = true)]
async fn a_code_is_mailed_once_to_the_listed_spelling_and_is_the_right_one() {
    let gate = AtTheGate::new().await;
    gate.ask(TYPED).await;
    let transport = Arc::new(MemoryTransport::default());
    let running = gate.run(transport.clone());

    pass(A_MOMENT).await;
    assert_eq!(transport.letters().len(), 1);
    assert_eq!(gate.promised().await, 0);
    pass(Duration::from_secs(300)).await;

    let letters = transport.letters();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].to.as_str(), LISTED);
    assert!(matches!(gate.tried(&code_in(&letters[0])).await, TriedCode::Proved { .. }));
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_code_that_is_asked_for_while_the_loop_rests_is_mailed_at_once() {
    let gate = AtTheGate::new().await;
    let transport = Arc::new(MemoryTransport::default());
    let running = gate.run(transport.clone());
    pass(Duration::from_secs(300)).await;

    gate.ask(TYPED).await;
    pass(A_MOMENT).await;

    assert_eq!(transport.letters().len(), 1, "the bell was heard: nobody looks without a reason");
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_code_that_was_replaced_before_it_went_out_is_not_mailed() {
    let gate = AtTheGate::new().await;
    gate.ask(TYPED).await;
    pass(Duration::from_secs(61)).await;
    let claimed = EmailAddress::parse(TYPED).unwrap();
    flow_session::ask_code(&gate.ls, &gate.session, &claimed, "en", &Origin::default()).await.unwrap();
    assert_eq!(gate.promised().await, 2);
    let transport = Arc::new(MemoryTransport::default());
    let running = gate.run(transport.clone());

    pass(A_MOMENT).await;

    let letters = transport.letters();
    assert_eq!((letters.len(), gate.promised().await), (1, 0));
    assert!(matches!(gate.tried(&code_in(&letters[0])).await, TriedCode::Proved { .. }));
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn t071_nothing_is_mailed_to_an_address_that_is_not_listed_and_its_work_is_done() {
    let gate = AtTheGate::new().await;
    gate.ask(STRANGER).await;
    let transport = Arc::new(MemoryTransport::default());
    let running = gate.run(transport.clone());

    pass(A_MOMENT).await;

    assert_eq!(gate.promised().await, 0);
    assert!(transport.letters().is_empty());
    assert!(!gate.has(EventKind::EmailFailed).await);
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn t083_what_the_transport_cannot_take_now_is_the_same_mail_later() {
    let gate = AtTheGate::new().await;
    gate.ask(TYPED).await;
    let busy = || SendError::Temporary { reason: "busy", source: None };
    let transport = Moody::refusing(vec![busy(), busy()]);
    let running = gate.run(transport.clone());

    pass(A_MOMENT).await;
    assert_eq!((transport.tries().len(), gate.promised().await), (1, 1));
    pass(Duration::from_secs(10)).await;

    let tries = transport.tries();
    assert_eq!((tries.len(), gate.promised().await), (3, 0));
    assert!(tries.iter().all(|one| *one == tries[0]), "to the byte");
    let letters = transport.taken.letters();
    assert_eq!(letters.len(), 1);
    assert!(!gate.has(EventKind::EmailFailed).await, "it got through");
    assert!(matches!(gate.tried(&code_in(&letters[0])).await, TriedCode::Proved { .. }));
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_mail_that_never_gets_through_is_told_to_the_inviter_and_not_tried_again() {
    let gate = AtTheGate::new().await;
    gate.ask(TYPED).await;
    let transport = Moody::refusing(vec![SendError::Permanent { reason: "no such mailbox", source: None }]);
    let running = gate.run(transport.clone());

    pass(Duration::from_secs(300)).await;

    assert_eq!((transport.tries().len(), gate.promised().await), (1, 0));
    assert!(transport.taken.letters().is_empty());
    let events = gate.events().await;
    let failed: Vec<&Event> =
        events.iter().filter(|event| event.body.kind == EventKind::EmailFailed).collect();
    assert_eq!(failed.len(), 1);
    let told = failed[0].body.data.values();
    assert_eq!(told["mail"], DataValue::Text("code".to_owned()));
    assert_eq!(told["reason"], DataValue::Text("no such mailbox".to_owned()));
    running.stop().await;
}

/// Takes the mail and never gets to say so.
#[derive(Default)]
struct Mute(MemoryTransport);

#[async_trait]
impl Transport for Mute {
    async fn deliver(&self, envelope: &Envelope) -> Result<(), SendError> {
        self.0.deliver(envelope).await?;
        std::future::pending().await
    }
}

#[tokio::test(start_paused = true)]
async fn t083_a_mail_whose_worker_died_before_it_was_written_down_is_sent_once_more_to_the_byte() {
    let gate = AtTheGate::new().await;
    gate.ask(TYPED).await;
    let (mute, transport) = (Arc::new(Mute::default()), Arc::new(MemoryTransport::default()));
    let killed = gate.run(mute.clone());
    pass(A_MOMENT).await;
    let first = mute.0.letters();
    assert_eq!((first.len(), gate.promised().await), (1, 1));
    killed.task.abort();

    let running = gate.run_with(DispatchOptions::default(), transport.clone());
    pass(A_MOMENT).await;
    assert!(transport.letters().is_empty(), "until its lease ends it is the other's");
    pass(Duration::from_secs(300)).await;

    assert_eq!((transport.letters(), gate.promised().await), (first.clone(), 0));
    assert!(matches!(gate.tried(&code_in(&first[0])).await, TriedCode::Proved { .. }));
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn t151_a_mail_server_that_hangs_holds_up_nothing_else() {
    let gate = AtTheGate::new().await;
    gate.ask(TYPED).await;
    let mute = Arc::new(Mute::default());
    let running = gate.run(mute.clone());
    pass(A_MOMENT).await;
    assert_eq!(mute.0.letters().len(), 1);

    let connection = gate.world.promise_with(&gate.ls).await;
    pass(DUE + A_MOMENT).await;

    assert!(gate.world.connected(connection).await);
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn t082_a_mail_server_that_is_down_for_a_day_costs_nobody_their_invitation() {
    let gate = AtTheGate::mailed().await;
    let down = || SendError::Temporary { reason: "down", source: None };
    let transport = Moody::refusing((0..30).map(|_| down()).collect());
    let running = gate.run(transport.clone());
    pass(Duration::from_secs(6 * 3600)).await;
    assert!(transport.taken.letters().is_empty() && !gate.has(EventKind::EmailFailed).await);
    pass(Duration::from_secs(24 * 3600)).await;
    let letters = transport.taken.letters();
    assert_eq!(letters.len(), 1);
    let events = gate.events().await;
    let sent = events.iter().find(|event| event.body.kind == EventKind::EmailSent).unwrap();
    let mail_id = DataValue::Text(letters[0].id.to_string());
    assert_eq!(sent.body.data.values()["mailId"], mail_id, "by which it is known when it comes back");
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_mail_that_nobody_takes_for_two_days_is_given_up_and_told() {
    let gate = AtTheGate::mailed().await;
    let down = || SendError::Temporary { reason: "down", source: None };
    let transport = Moody::refusing((0..100).map(|_| down()).collect());
    let running = gate.run(transport.clone());
    pass(Duration::from_secs(80 * 3600)).await;
    assert_eq!((transport.tries().len(), gate.has(EventKind::EmailSent).await), (59, false));
    let events = gate.events().await;
    let failed = events.iter().find(|event| event.body.kind == EventKind::EmailFailed).unwrap();
    assert_eq!(failed.body.data.values()["reason"], DataValue::Text("given-up".to_owned()));
    running.stop().await;
}

/// Nobody rings and nobody looks without a reason: the loop sleeps until the day.
#[tokio::test(start_paused = true)]
async fn whoever_does_nothing_with_a_mailed_link_is_reminded_once_after_days() {
    let gate = AtTheGate::mailed().await;
    let wish = WorkspaceChanges { remind_after: Some(Days::new(3).ok()), ..WorkspaceChanges::default() };
    workspace::update(&gate.ls, &gate.world.caller, wish).await.unwrap();
    let transport = Arc::new(MemoryTransport::default());
    let running = gate.run(transport.clone());
    let days = |days: u64| Duration::from_secs(days * 24 * 60 * 60);

    pass(A_MOMENT).await;
    pass(days(3) - 2 * A_MOMENT).await;
    assert_eq!(transport.letters().len(), 1, "the link was opened, and nothing done with it");
    pass(4 * A_MOMENT).await;
    let letters = transport.letters();
    let [first, reminder] = letters.as_slice() else { panic!("{} letters", letters.len()) };
    let subject_of = |letter: &Envelope| {
        let text = String::from_utf8(letter.bytes.clone()).unwrap();
        text.lines().find(|line| line.starts_with("Subject:")).unwrap().to_owned()
    };
    assert!(!subject_of(first).contains("a reminder"));
    assert!(subject_of(reminder).contains("a reminder to connect your account"), "{}", subject_of(reminder));
    assert_eq!(reminder.to.as_str(), LISTED);
    pass(days(30)).await;
    assert_eq!(transport.letters().len(), 2);
    running.stop().await;
}
