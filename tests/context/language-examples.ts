// One small file for each language, for the parser and for the patterns that stand in for it.

export interface LanguageExample {
  readonly path: string;
  readonly text: string;
}

const example = (path: string, text: string): LanguageExample => ({ path, text: `${text.trim()}\n` });

export const languageExamples: readonly LanguageExample[] = [
  example(
    'Store.cs',
    `
namespace Shop.Orders;

[ApiController]
public class OrderStore : Base
{
    public OrderStore(Db db) : base(db)
    {
        Init();
    }

    [HttpGet("{id}")]
    public async Task<Order> Find(string id)
    {
        int Local(int y)
        {
            return Helper.Twice<int>(y);
        }
        var found = await _db.Orders.FirstMatch(o => o.Id == id);
        return new Order(found, Local(1));
    }
}

public interface IFinder
{
    Task<Order> Find(string id);
}`,
  ),
  example(
    'store.ts',
    `
@Injectable()
export class Store<T> extends Base {
  private handler = async (id: number) => {
    this.go(id);
  };

  @Get('x')
  find(id: string): number {
    return helper(id).total((one) => one.price());
  }
}

export const run = async (id: number) => {
  await other?.(id);
  return new Order(id);
};

export interface Shape {
  area(): number;
}

export function outer() {
  function inner() {
    return 1;
  }
  return inner();
}`,
  ),
  example(
    'View.tsx',
    `
export function View({ id }: Props) {
  const order = useOrder(id);
  return (
    <Panel>
      <Row value={format(order)} />
    </Panel>
  );
}`,
  ),
  example(
    'store.js',
    `
class Store {
  find(id) {
    return this.db.query(id);
  }
}
const build = function (id) {
  return new Store(id);
};`,
  ),
  example(
    'store.py',
    `
import os


@decorated
def outer(a, b=1):
    def inner():
        return helper(a)

    return inner()


class Store(Base):
    @property
    async def total(self):
        return self.db.find(os.path.join(1))`,
  ),
  example(
    'Store.java',
    `
package shop;

@Service
public class Store extends Base {
  public Store() {
    init();
  }

  @Override
  public int find(String id) {
    return this.db.query(id).run(new Order(1));
  }

  interface Finder {
    void find();
  }
}`,
  ),
  example(
    'store.go',
    `
package shop

type Store struct {
	db *Db
}

type Finder interface {
	Find(id string) int
}

func (s *Store) Find(id string) int {
	return s.db.Query(id)
}

func main() {
	go run(Store{})
}`,
  ),
  example(
    'store.cpp',
    `
#include <string>

namespace shop {

template <typename T>
class Store : public Base {
 public:
  int find(const char* id) {
    return helper(id);
  }
};

int* Store::load(int a) {
  return this->go(a)->next();
}

static int add(int a, int b) {
  return shop::other<int>(a);
}

}`,
  ),
  example(
    'store.c',
    `
struct point {
  int x;
};

static int add(struct point *p, int b) {
  return other(p->x, b);
}`,
  ),
  example(
    'store.rs',
    `
pub struct Store {
    id: i32,
}

trait Find {
    fn find(&self) -> i32;
}

impl Find for Store {
    #[inline]
    fn find(&self) -> i32 {
        helper(2);
        self.db.query::<i32>(1)
    }
}

pub async fn run() {
    std::mem::swap(1, 2);
}`,
  ),
  example(
    'store.php',
    `
<?php
class Store extends Base
{
    public function find(string $id): int
    {
        return $this->db->query($id) + helper($id) + self::total();
    }
}

function main()
{
    return new Store(1);
}`,
  ),
  example(
    'store.rb',
    `
module Shop
  class Store < Base
    def find(id)
      helper(id)
      @db.query(id)
    end

    def self.build
      new(1)
    end
  end
end`,
  ),
  example(
    'store.ps1',
    `
function Get-Order {
  param([string]$Id)
  Invoke-Query -Id $Id
}

class Store {
  [int] Find([string]$id) {
    return Get-Order $id
  }
}`,
  ),
  example(
    'pipeline.yml',
    `
trigger: none
stages:
- stage: build
  jobs:
  - job: one
    steps:
    - script: echo one
      env:
        A: b
variables:
  x: 1`,
  ),
  example(
    'main.tf',
    `
resource "azurerm_app" "web" {
  name = upper(var.name)
  site_config {
    ftps = "x"
  }
}

variable "name" {
  type = string
}`,
  ),
  example(
    'build.sh',
    `
build() {
  helper "$1"
}

build x`,
  ),
  example(
    'Store.kt',
    `
class Store(private val db: Db) : Base() {
    suspend fun find(id: String): Order {
        return db.query(id)
    }
}

fun String.twice(): String = repeatText(this)

object Registry {
    fun register(store: Store) {
        stores.keep(store)
    }
}`,
  ),
  example(
    'orders.sql',
    `
CREATE TABLE Orders (
  Id INT
);
GO

CREATE OR ALTER PROCEDURE dbo.FindOrder @Id INT
AS
BEGIN
  EXEC dbo.CheckOrder @Id;
  SELECT dbo.Total(Id) FROM Orders WHERE Id = @Id;
END
GO

CREATE FUNCTION dbo.Total (@Id INT) RETURNS INT
AS
BEGIN
  RETURN 1;
END`,
  ),
];
