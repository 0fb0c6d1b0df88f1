//! Answers that are kept with what they answer.

use std::time::Duration;

use latchstring_domain::idempotency::IdempotencyKey;
use latchstring_domain::text::{CompanyName, ExternalId};
use latchstring_service::company::{CreateCompany, CreateCompanyError};
use latchstring_service::once::{self, Begun, Keeping, KeyedRequest, Settled};
use latchstring_service::{company, retention};
use latchstring_storage::{Change, Companies as _, MAX_LIMIT, Slice, Swept};

use crate::harness::{Fault, World};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn request(world: &World, key: &str) -> KeyedRequest {
    KeyedRequest::new(&world.caller, &IdempotencyKey::parse(key).unwrap(), &[b"POST", b"/company", b"{}"])
}

async fn begin(world: &World, key: &str) -> Keeping {
    match once::begin(&world.ls, request(world, key)).await.unwrap() {
        Begun::New(keeping) => keeping,
        other => panic!("{other:?}"),
    }
}

async fn make(world: &World, keeping: &Keeping, id: &str) -> Result<(), CreateCompanyError> {
    let wish = CreateCompany {
        name: CompanyName::parse("Northwind").unwrap(),
        external_id: ExternalId::parse(id).ok(),
        data_collection_start_date: None,
        metadata: Default::default(),
    };
    company::create(&keeping.acting(&world.ls), &world.caller, wish).await.map(drop)
}

async fn companies(world: &World) -> usize {
    world.store.companies(world.workspace.id, None, Slice::first(MAX_LIMIT)).await.unwrap().len()
}

#[tokio::test]
async fn t123_what_is_done_and_its_answer_are_whole_or_nothing() {
    let world = World::new().await;
    let before = companies(&world).await;
    for fault in (0..8).map(Fault::At).chain([Fault::Unavailable]) {
        let keeping = begin(&world, "k").await;
        make(&world, &keeping, "nw").await.unwrap();
        assert_eq!(companies(&world).await, before, "nothing is done before its answer is known");
        world.store.fail_next(fault);
        let settled = keeping.settle(&world.ls, b"an answer").await;
        assert!(!matches!(settled, Ok(Settled::Done)), "{fault:?}");
        assert_eq!(companies(&world).await, before, "{fault:?}");
        begin(&world, "k").await;
    }
    let keeping = begin(&world, "k").await;
    make(&world, &keeping, "nw").await.unwrap();
    world.store.take_committed();
    assert!(matches!(keeping.settle(&world.ls, b"whsec_secret").await, Ok(Settled::Done)));
    let [set] = <[_; 1]>::try_from(world.store.take_committed()).unwrap();
    let names: Vec<_> = set.changes().iter().map(Change::name).collect();
    assert_eq!(names, ["KeepAnswer", "CreateCompany", "AppendEvent"]);
    let Change::KeepAnswer(kept) = &set.changes()[0] else { panic!("{set:?}") };
    assert!(!kept.sealed.as_bytes().windows(5).any(|window| window == b"whsec"), "T124: sealed");
    match once::begin(&world.ls, request(&world, "k")).await.unwrap() {
        Begun::Answered(answer) => assert_eq!(answer.as_slice(), b"whsec_secret"),
        other => panic!("{other:?}"),
    }
    assert_eq!(companies(&world).await, before + 1);
}

#[tokio::test]
async fn what_the_storage_refuses_is_told_to_the_use_case_when_it_is_run_again() {
    let world = World::new().await;
    let (one, two) = (begin(&world, "one").await, begin(&world, "two").await);
    make(&world, &one, "nw").await.unwrap();
    make(&world, &two, "nw").await.unwrap();
    assert!(matches!(one.settle(&world.ls, b"1").await, Ok(Settled::Done)));
    let Ok(Settled::Again(again)) = two.settle(&world.ls, b"2").await else { panic!("not refused") };
    assert!(matches!(make(&world, &again, "nw").await, Err(CreateCompanyError::ExternalIdTaken)));
    begin(&world, "two").await;
}

#[tokio::test]
async fn t121_of_two_at_once_the_second_gets_the_answer_of_the_first() {
    let world = World::new().await;
    let (one, two) = (begin(&world, "k").await, begin(&world, "k").await);
    for keeping in [&one, &two] {
        make(&world, keeping, "nw").await.unwrap();
    }
    assert!(matches!(one.settle(&world.ls, b"1").await, Ok(Settled::Done)));
    let Ok(Settled::Answered(answer)) = two.settle(&world.ls, b"2").await else { panic!("done twice") };
    assert_eq!(answer.as_slice(), b"1");
}

#[tokio::test]
async fn t124_answers_go_after_a_day_a_few_at_a_time() {
    let world = World::new().await;
    for number in 0..401 {
        let keeping = begin(&world, &format!("k{number}")).await;
        assert!(matches!(keeping.settle(&world.ls, b"1").await, Ok(Settled::Done)));
    }
    world.clock.advance(DAY);
    let fresh = begin(&world, "fresh").await;
    assert!(matches!(fresh.settle(&world.ls, b"1").await, Ok(Settled::Done)));
    world.store.take_committed();
    retention::sweep(&world.ls).await.unwrap();
    let sizes: Vec<_> = world
        .store
        .take_committed()
        .iter()
        .flat_map(|set| set.changes())
        .filter_map(|change| match change {
            Change::Sweep(sweep) if sweep.of == Swept::Answers => Some(sweep.limit),
            _ => None,
        })
        .collect();
    assert_eq!(sizes, [200; 3]);
    assert!(matches!(once::begin(&world.ls, request(&world, "fresh")).await, Ok(Begun::Answered(_))));
}
