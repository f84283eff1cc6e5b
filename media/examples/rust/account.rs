pub struct Account {
    pub owner: String,
    balance: i64,
}

pub enum Problem {
    NotEnough { missing: i64 },
}

impl Account {
    pub fn new(owner: &str) -> Account {
        Account { owner: owner.to_string(), balance: 0 }
    }

    pub fn deposit(&mut self, amount: i64) {
        self.balance += amount;
    }

    pub fn withdraw(&mut self, amount: i64) -> Result<i64, Problem> {
        if amount > self.balance {
            return Err(Problem::NotEnough { missing: amount - self.balance });
        }
        self.balance -= amount;
        Ok(self.balance)
    }

    pub fn add_interest(&mut self, percent: i64) {
        self.balance += self.balance / 100 * percent;
    }
}

pub fn transfer(from: &mut Account, to: &mut Account, amount: i64) {
    to.deposit(amount);
    let _ = from.withdraw(amount);
}

fn main() {
    let mut savings = Account::new("Ada");
    let mut wallet = Account::new("Ada");
    savings.deposit(150);
    savings.add_interest(3);
    transfer(&mut savings, &mut wallet, 500);
    println!("{} has {} and {}", savings.owner, savings.balance, wallet.balance);
    if let Err(Problem::NotEnough { missing }) = wallet.withdraw(1000) {
        println!("{missing} missing");
    }
}
