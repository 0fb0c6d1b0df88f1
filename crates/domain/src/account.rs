//! Accounts that a collector found behind a connection.

use time::Date;

use crate::id::AccountId;

/// One account at the provider, with its meters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Its number at the provider.
    pub account_number: String,
    /// From when on its data is collected.
    pub data_collection_start_date: Option<Date>,
    /// Whether bills are collected.
    pub is_collecting_invoice_data: bool,
    /// Whether smart-meter readings are collected.
    pub is_collecting_smart_meter_data: bool,
    /// Whether another connection has the same account.
    pub is_duplicated: bool,
    /// Whether it is collected at all.
    pub is_tracked: bool,
    /// The numbers of its meters.
    pub meters: Vec<String>,
}
