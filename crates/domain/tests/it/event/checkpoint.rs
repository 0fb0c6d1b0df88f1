use latchstring_domain::event::{
    ChainEnd, Checkpoint, EventSeal, Statement, Subject, decode_ends, encode_ends,
};
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::sealed::Digest;
use proptest::prelude::*;

use crate::fixture::{at, now, uuid};

fn end() -> impl Strategy<Value = ChainEnd> {
    let kinds = ["invitation", "magic-link", "connection", "company", "workspace"];
    let seal = proptest::collection::vec(any::<u8>(), 36);
    (prop::sample::select(kinds.to_vec()), any::<u128>(), any::<u64>(), seal).prop_map(
        |(kind, id, sequence, seal)| ChainEnd {
            subject: Subject::from_parts(kind, uuid::Uuid::from_u128(id)).unwrap(),
            sequence,
            seal: EventSeal::new(seal.try_into().unwrap()),
        },
    )
}

proptest! {
    #[test]
    fn t163_ends_read_back_from_their_one_form(ends in proptest::collection::vec(end(), 0..20)) {
        prop_assert_eq!(decode_ends(&encode_ends(&ends)).unwrap(), ends);
    }

    #[test]
    fn t163_no_part_of_the_form_of_ends_is_one(ends in proptest::collection::vec(end(), 1..4), cut in 1_usize..60) {
        let bytes = encode_ends(&ends);
        prop_assert!(decode_ends(&bytes[..bytes.len() - cut]).is_err());
    }

    #[test]
    fn t163_no_bytes_make_reading_ends_fail_otherwise(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(ends) = decode_ends(&bytes) {
            prop_assert_eq!(encode_ends(&ends), bytes);
        }
    }
}

#[test]
fn t163_every_member_of_a_statement_is_in_what_is_signed() {
    let statement = Statement {
        workspace_id: WorkspaceId::from_uuid(uuid(1)),
        number: 1,
        taken_at: now(),
        until: now(),
        size: 5,
        previous: Digest::new([0; 32]),
        root: Digest::new([1; 32]),
    };
    let others = [
        Statement { workspace_id: WorkspaceId::from_uuid(uuid(2)), ..statement },
        Statement { number: 2, ..statement },
        Statement { taken_at: at(7), ..statement },
        Statement { until: at(7), ..statement },
        Statement { size: 6, ..statement },
        Statement { previous: Digest::new([2; 32]), ..statement },
        Statement { root: Digest::new([2; 32]), ..statement },
    ];
    for other in others {
        assert_ne!(other.canonical(), statement.canonical(), "{other:?}");
        assert_eq!(other.canonical().len(), statement.canonical().len());
    }
    let covered = Checkpoint::covered(&statement.previous, &[]);
    assert_ne!(covered, Checkpoint::covered(&statement.root, &[]));
    assert!(!covered.starts_with(&statement.canonical()[..22]), "each has a header of its own");
}
