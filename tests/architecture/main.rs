//! The rules of the house, checked: what may use what, how large a file may be, what may be in the graph.
#![cfg(test)]

mod arrows;
mod files;
mod house;
mod packages;
mod supply_chain;
mod table;
