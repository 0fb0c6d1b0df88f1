//! Groups on a real server: rows that others hold, and connections that are lost.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::join_all;
use latchstring_domain::event::Subject;
use latchstring_domain::idempotency::KeptAnswer;
use latchstring_domain::invitation::Invitation;
use latchstring_storage::{
    Change, ChangeSet, CommitError, Constraint, Events as _, InvitationMails as _, Invitations as _,
    Outbox as _, Refusal, StorageErrorKind, Store,
};
use latchstring_storage_testing::fixture::{World, at};
use sea_orm::DbBackend;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{interval, timeout};

use crate::SeaOrmStore;
use crate::scratch::Scratch;
use crate::write::{self, Plan, take_step};

/// Longer than anything here takes that does not wait for a row.
const LONG: Duration = Duration::from_secs(20);

async fn migrated() -> (Scratch, World) {
    let db = Scratch::postgres().await;
    db.store.migrate().await.unwrap();
    let store: Arc<dyn Store> = Arc::new(db.store.clone());
    let world = World::seed(&store).await;
    (db, world)
}

fn set(world: &mut World) -> (Invitation, ChangeSet) {
    let invitation = world.make.invitation(&world.company);
    let event = world.make.event(world.workspace.id, Subject::Invitation(invitation.id), 1);
    let mail = world.make.invitation_mail(&invitation);
    let set = ChangeSet::new()
        .with(Change::CreateInvitation(invitation.clone()))
        .with(Change::AppendEvent(event))
        .with(Change::CreateInvitationMail(mail))
        .with(Change::Enqueue(world.make.outbox_entry(world.workspace.id, at(5))))
        .with(Change::Announce(world.make.outbox_entry(world.workspace.id, at(5))));
    (invitation, set)
}

/// What goes in a statement with others is to the letter what goes alone.
#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn many_sets_go_in_few_statements_and_are_what_they_are_alone() {
    let (db, mut world) = migrated().await;
    for endpoints in 0..2 {
        let before = db.store.outbox_counts().await.unwrap().open;
        let sets: Vec<_> = (0..150).map(|_| set(&mut world)).collect();
        let commits: Vec<_> = sets.iter().map(|(_, set)| db.store.commit(set.clone())).collect();
        for outcome in join_all(commits).await {
            outcome.unwrap();
        }
        for (invitation, set) in &sets {
            let Some(Change::AppendEvent(event)) = set.changes().get(1) else { panic!("no event") };
            let Some(Change::CreateInvitationMail(mail)) = set.changes().get(2) else { panic!("no mail") };
            assert_eq!(db.store.invitation(invitation.id).await.unwrap().as_ref(), Some(invitation));
            let events = db.store.events_of(Subject::Invitation(invitation.id), 0, 10).await.unwrap();
            assert_eq!(&events, std::slice::from_ref(event));
            let mails = db.store.mails_of(&[invitation.id]).await;
            assert_eq!(mails.unwrap(), std::slice::from_ref(mail));
        }
        let open = db.store.outbox_counts().await.unwrap().open - before;
        assert_eq!(open, 150 * (1 + endpoints), "announced to nobody, or not to somebody");
        let endpoint = world.make.endpoint(&world.workspace);
        db.store.commit(ChangeSet::new().with(Change::CreateEndpoint(endpoint))).await.unwrap();
    }
    let stats = db.store.commit_stats();
    assert_eq!((stats.sets, stats.failed, stats.apart), (300, 0, 0));
    assert!(stats.groups <= 20, "{stats:?}");
    db.remove().await;
}

/// Somebody else has written a row and not yet said whether it stays. Who wants the same waits for that; who was in a group
/// with them, and who comes after, does not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn a_neighbour_that_hangs_holds_up_only_who_wants_its_row() {
    let (db, mut world) = migrated().await;
    for stays in [true, false] {
        let (wanted, wanted_set) = set(&mut world);
        let holder = write::begin(db.store.writer()).await.unwrap();
        let plan = Plan::of(wanted_set.clone(), DbBackend::Postgres, db.store.outbox_clock()).unwrap();
        for (_, step) in &plan.steps {
            take_step(&mut &holder, step).await.unwrap();
        }
        let store = db.store.clone();
        let mut waiting = Box::pin(async move { store.commit(wanted_set).await });
        assert!((&mut waiting).now_or_never().is_none());
        let waiting = tokio::spawn(waiting);
        for _ in 0..3 {
            let sets: Vec<_> = (0..20).map(|_| set(&mut world)).collect();
            let commits = sets.iter().map(|(_, set)| db.store.commit(set.clone()));
            for outcome in timeout(LONG, join_all(commits)).await.unwrap() {
                outcome.unwrap();
            }
        }
        assert!(!waiting.is_finished());
        if stays {
            holder.commit().await.unwrap();
        } else {
            holder.rollback().await.unwrap();
        }
        let outcome = timeout(LONG, waiting).await.unwrap().unwrap();
        let identity = Some(Refusal::Conflict(Constraint::Identity));
        assert_eq!(outcome.as_ref().err().map(CommitError::refusal), stays.then_some(identity));
        assert!(db.store.invitation(wanted.id).await.unwrap().is_some());
    }
    assert!(db.store.commit_stats().apart >= 2);
    db.remove().await;
}

/// Between a store and its server. Told to, it passes on what is sent and takes the line down before the answer.
struct Proxy {
    port: u16,
    cut_after: Arc<std::sync::Mutex<Option<&'static [u8]>>>,
    cut: Arc<AtomicBool>,
}

impl Proxy {
    async fn before(server: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let proxy = Self { port, cut_after: Arc::default(), cut: Arc::default() };
        let (cut_after, cut) = (Arc::clone(&proxy.cut_after), Arc::clone(&proxy.cut));
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = TcpStream::connect(&server).await.unwrap();
                tokio::spawn(pass(client, server, Arc::clone(&cut_after), Arc::clone(&cut)));
            }
        });
        proxy
    }

    fn cut_after(&self, words: &'static [u8]) {
        *self.cut_after.lock().unwrap() = Some(words);
    }
}

async fn pass(
    mut client: TcpStream,
    mut server: TcpStream,
    cut_after: Arc<std::sync::Mutex<Option<&'static [u8]>>>,
    cut: Arc<AtomicBool>,
) {
    let (mut asked, mut answered) = (vec![0; 1 << 20], vec![0; 1 << 16]);
    loop {
        tokio::select! {
            Ok(count) = client.read(&mut asked) => {
                let sent = &asked[..count];
                if count == 0 || server.write_all(sent).await.is_err() {
                    return;
                }
                let mut words = cut_after.lock().unwrap();
                if words.is_some_and(|words| sent.windows(words.len()).any(|part| part == words)) {
                    *words = None;
                    cut.store(true, Ordering::SeqCst);
                    return;
                }
            }
            Ok(count) = server.read(&mut answered) => {
                if count == 0 || client.write_all(&answered[..count]).await.is_err() {
                    return;
                }
            }
            else => return,
        }
    }
}

async fn there(store: &SeaOrmStore, invitation: &Invitation) {
    let mut often = interval(Duration::from_millis(5));
    let found = async {
        while store.invitation(invitation.id).await.unwrap().is_none() {
            often.tick().await;
        }
    };
    timeout(LONG, found).await.unwrap();
}

/// T139: the line goes down when the commit has been sent. The caller learns that nobody knows, asks again, and finds that it
/// was done; it was done once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn t139_who_lost_the_answer_asks_again_and_nothing_is_done_twice() {
    let (db, mut world) = migrated().await;
    let proxy = Proxy::before(db.address()).await;
    let store = db.through(proxy.port).await;
    // As a transaction of its own with an idempotency key, and in a group, whose statement is its commit: the second is cut
    // after what the event says, which is sent with the word to execute.
    for words in [&b"COMMIT"[..], b"Mozilla"] {
        let (invitation, mut set) = set(&mut world);
        let open = db.store.outbox_counts().await.unwrap().open;
        let alone = words == b"COMMIT";
        let again = if alone {
            let answer = KeptAnswer {
                slot: world.make.digest(),
                workspace_id: world.workspace.id,
                sealed: world.make.sealed(60),
                at: at(5),
                until: at(1_000_000),
            };
            set.push(Change::KeepAnswer(answer.clone()));
            (ChangeSet::new().with(Change::KeepAnswer(answer)), Constraint::Once)
        } else {
            (set.clone(), Constraint::Identity)
        };
        proxy.cut_after(words);
        match timeout(LONG, store.commit(set.clone())).await.unwrap() {
            Err(CommitError::Storage(error)) => assert_eq!(error.kind, StorageErrorKind::Unavailable),
            other => panic!("{other:?}"),
        }
        assert!(proxy.cut.swap(false, Ordering::SeqCst), "the line was not cut");
        there(&db.store, &invitation).await;
        let (repeated, constraint) = again;
        let refused = timeout(LONG, store.commit(repeated)).await.unwrap().unwrap_err();
        assert_eq!(refused.refusal(), Some(Refusal::Conflict(constraint)), "{refused:?}");
        assert_eq!(db.store.outbox_counts().await.unwrap().open, open + 1);
        assert_eq!(db.store.events_of(Subject::Invitation(invitation.id), 0, 10).await.unwrap().len(), 1);
    }
    store.close().await.unwrap();
    db.remove().await;
}
