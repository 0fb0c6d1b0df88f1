use std::collections::BTreeMap;

use latchstring_domain::Timestamp;
use latchstring_domain::company::PublicCompanyId;
use latchstring_domain::country::Country;
use latchstring_domain::id::{DeliveryId, EndpointId, InvitationId, QueueId};
use latchstring_domain::outbox::{Lane, Task};
use proptest::prelude::*;
use rand_chacha::rand_core::{TryCryptoRng, TryRng};

use crate::fixture::{connection_id, now, rng, uuid};

#[test]
fn an_id_reads_only_from_its_canonical_spelling() {
    let text = "0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b";
    assert_eq!(text.parse::<InvitationId>().unwrap().to_string(), text);
    let others = [
        "0199A1B2-C3D4-7E5F-8A6B-7C8D9E0F1A2B",
        "0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2B",
        "0199a1b2c3d47e5f8a6b7c8d9e0f1a2b",
        "{0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b}",
        "urn:uuid:0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b",
        " 0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b",
        "0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b\n",
        "0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2",
        "0199a1b-2c3d4-7e5f-8a6b-7c8d9e0f1a2b",
        "0199a1b2_c3d4_7e5f_8a6b_7c8d9e0f1a2b",
        "0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2g",
        "\u{FF10}199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a",
        "",
    ];
    for other in others {
        assert!(other.parse::<InvitationId>().is_err(), "{other:?}");
    }
}

proptest! {
    #[test]
    fn every_id_reads_back_from_its_text_and_no_other_text_reads_as_it(number: u128, text in "\\PC{0,40}") {
        let id = InvitationId::from_uuid(uuid(number));
        prop_assert_eq!(id.to_string().parse::<InvitationId>(), Ok(id));
        if let Ok(id) = text.parse::<InvitationId>() {
            prop_assert_eq!(id.to_string(), text);
        }
    }

    #[test]
    fn a_new_id_is_a_uuid_of_version_7_that_sorts_by_time(
        earlier in 0..=Timestamp::MAX.unix_millis(),
        later in 0..=Timestamp::MAX.unix_millis(),
        seed: u64,
    ) {
        prop_assume!(earlier < later);
        let mut rng = rng(seed);
        let [a, b] = [earlier, later].map(|millis| InvitationId::generate(crate::fixture::at(millis), &mut rng));
        prop_assert!(a < b);
        prop_assert!(a.to_string() < b.to_string());
        prop_assert_eq!(a.as_uuid().get_version_num(), 7);
        let millis: u64 = a.to_bytes()[..6].iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        prop_assert_eq!(i64::try_from(millis).unwrap(), earlier);
    }

    #[test]
    fn a_public_company_id_reads_back_from_its_text(seed: u64) {
        let id = PublicCompanyId::generate(&mut rng(seed));
        prop_assert_eq!(id.as_str().parse::<PublicCompanyId>(), Ok(id));
    }
}

#[test]
fn ids_of_one_millisecond_differ_in_74_random_bits() {
    let mut rng = rng(1);
    let (mut any, mut all) = (0_u128, u128::MAX);
    for _ in 0..256 {
        let bits = InvitationId::generate(now(), &mut rng).as_uuid().as_u128();
        any |= bits;
        all &= bits;
    }
    assert_eq!((any ^ all).count_ones(), 74);
}

/// A source of randomness that says what it is told.
struct Scripted([u8; 16]);

impl TryRng for Scripted {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        unreachable!("a public company id is filled from bytes")
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        unreachable!("a public company id is filled from bytes")
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        assert_eq!(bytes.len(), 16, "128 bits");
        bytes.copy_from_slice(&self.0);
        Ok(())
    }
}

impl TryCryptoRng for Scripted {}

#[test]
fn a_public_company_id_is_all_of_its_128_bits_in_base62() {
    let of = |bytes: [u8; 16]| PublicCompanyId::generate(&mut Scripted(bytes)).to_string();
    assert_eq!(of([0; 16]), "co_0000000000000000000000");
    assert_eq!(of([255; 16]), "co_7n42DGM5Tflk9n8mt7Fhc7");
    let zero = of([0; 16]);
    for bit in 0..128 {
        assert_ne!(of((1_u128 << bit).to_be_bytes()), zero, "bit {bit} is lost");
        let value =
            of((1_u128 << bit).to_be_bytes()).trim_start_matches("co_").bytes().fold(0_u128, |sum, digit| {
                let digit = match digit {
                    b'0'..=b'9' => digit - b'0',
                    b'A'..=b'Z' => digit - b'A' + 10,
                    b'a'..=b'z' => digit - b'a' + 36,
                    _ => panic!("{digit} is no digit"),
                };
                sum * 62 + u128::from(digit)
            });
        assert_eq!(value, 1 << bit);
    }
}

#[test]
fn the_digits_of_public_company_ids_are_even() {
    let mut rng = rng(2);
    let mut firsts: BTreeMap<char, u32> = BTreeMap::new();
    let mut lasts: BTreeMap<char, u32> = BTreeMap::new();
    for _ in 0..10_000 {
        let id = PublicCompanyId::generate(&mut rng);
        let digits = id.as_str().strip_prefix("co_").unwrap();
        assert_eq!(digits.len(), 22);
        *firsts.entry(digits.chars().next().unwrap()).or_default() += 1;
        *lasts.entry(digits.chars().next_back().unwrap()).or_default() += 1;
    }
    // 2^128 is 7.787 times 62^21: the first digit is one of 0 to 6 with 0.1284 each, and 7 with the rest.
    assert_eq!(firsts.keys().collect::<String>(), "01234567");
    assert!(firsts.iter().all(|(digit, count)| *digit == '7' || (1150..1420).contains(count)), "{firsts:?}");
    assert!((880..1150).contains(&firsts[&'7']), "{firsts:?}");
    assert_eq!(lasts.len(), 62);
    assert!(lasts.values().all(|count| (100..230).contains(count)), "{lasts:?}");
}

#[test]
fn a_public_company_id_reads_only_from_its_own_shape() {
    let digits = "0000000000000000000000";
    let refused = [
        digits.to_owned(),
        format!("CO_{digits}"),
        format!("co-{digits}"),
        format!("co_{}", &digits[1..]),
        format!("co_{digits}0"),
        format!("co_{}-", &digits[1..]),
        format!("co_{}\u{E9}", &digits[2..]),
        format!(" co_{digits}"),
        format!("co_{digits}\n"),
        String::new(),
    ];
    for text in refused {
        assert!(text.parse::<PublicCompanyId>().is_err(), "{text:?}");
    }
}

#[test]
fn a_task_is_its_name_and_its_subject() {
    let queue = QueueId::from_uuid(uuid(8));
    let names = [
        "collect-sandbox",
        "record-expiry",
        "mail-code",
        "mail-invitation",
        "mail-notice",
        "forget-flow-session",
        "announce",
        "deliver",
    ];
    for name in names {
        let task = Task::from_parts(name, uuid(9), queue).unwrap();
        assert_eq!((task.name(), task.subject()), (name, uuid(9)));
        assert_eq!(task.lane() == Lane::Webhooks, name == "deliver", "{name}");
        assert_eq!(task.lane() == Lane::Mail, name.starts_with("mail-"), "{name}");
    }
    let collect = Task::CollectSandbox(connection_id(9));
    assert_eq!(Task::from_parts("collect-sandbox", uuid(9), queue), Ok(collect));
    let (delivery, endpoint) = (DeliveryId::from_uuid(uuid(9)), EndpointId::from_uuid(uuid(8)));
    assert_eq!(Task::from_parts("deliver", uuid(9), queue), Ok(Task::Deliver { delivery, endpoint }));
    assert!(Task::from_parts("Collect-Sandbox", uuid(9), queue).is_err());
}

#[test]
fn a_country_is_an_assigned_code_in_capitals() {
    assert_eq!("DE".parse::<Country>().unwrap().name(), "Germany");
    for text in
        ["de", "De", "DEU", "D", "", "XX", "ZZ", "EU", "UK", "D\u{45}\u{301}", "\u{C4}", "\u{FF24}\u{FF25}"]
    {
        assert!(text.parse::<Country>().is_err(), "{text:?}");
    }
    let codes: Vec<_> = Country::all().map(Country::code).collect();
    assert_eq!(codes.len(), 249);
    assert!(codes.is_sorted());
    assert!(codes.iter().all(|code| code.parse::<Country>().unwrap().code() == *code));
}
