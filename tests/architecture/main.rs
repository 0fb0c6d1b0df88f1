//! The rules of the house, checked: what may use what, how large a file may be, what may be in the graph.
#![cfg(test)]

mod arrows;
mod comparisons;
mod files;
mod house;
mod packages;
mod rust;
mod supply_chain;
mod table;
