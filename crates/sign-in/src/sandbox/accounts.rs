//! The accounts that the sandbox "finds".

use latchstring_domain::Timestamp;
use latchstring_domain::account::Account;
use latchstring_domain::connection::Connection;
use latchstring_domain::id::AccountId;
use latchstring_domain::utility::UtilityType;
use rand_core::CryptoRng;

/// One account a site, at least one and at most three. Numbers and meters follow from the connection's id, so that
/// the same connection has the same ones however often it is looked at; only the ids of the accounts are random.
pub(super) fn found(connection: &Connection, now: Timestamp, rng: &mut dyn CryptoRng) -> Vec<Account> {
    let count = connection.initial_sites.len().clamp(1, 3);
    let mut numbers = Numbers::of(connection);
    (0..count)
        .map(|_| Account {
            id: AccountId::generate(now, rng),
            account_number: format!("{:010}", numbers.next_below(10_000_000_000)),
            data_collection_start_date: connection.data_collection_start_date,
            is_collecting_invoice_data: true,
            is_collecting_smart_meter_data: has_smart_meters(connection),
            is_duplicated: false,
            is_tracked: true,
            meters: (0..=numbers.next_below(2)).map(|_| meter(&mut numbers)).collect(),
        })
        .collect()
}

fn meter(numbers: &mut Numbers) -> String {
    format!("M{:08}", numbers.next_below(100_000_000))
}

/// Only power and gas are read by smart meters; an empty choice means anything the provider has.
fn has_smart_meters(connection: &Connection) -> bool {
    let types = &connection.utility_types;
    types.is_empty() || types.contains(&UtilityType::Electricity) || types.contains(&UtilityType::Gas)
}

/// Numbers that look random and follow from an id: SplitMix64 (Steele, Lea and Flood, 2014). They are play data
/// and guard nothing, so a hash function would be one dependency more for no gain.
struct Numbers(u64);

impl Numbers {
    fn of(connection: &Connection) -> Self {
        let (high, low) = connection.id.as_uuid().as_u64_pair();
        Self(high.rotate_left(32) ^ low)
    }

    /// The next number below `limit`, which must not be zero.
    fn next_below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)).checked_rem(limit).unwrap_or(0)
    }
}
