import Schema
import Testing

@Suite struct `Migration list` {
  @Test func `steps are numbered from 1 without gaps, as their files are`() {
    let steps = MigrationList.all

    #expect(steps.map(\.version) == Array(1...steps.count))
    for step in steps {
      let digits = String(step.version)
      let number = String(repeating: "0", count: 4 - digits.count) + digits
      #expect(step.name.hasPrefix(number + "_"))
    }
  }

  @Test func `a step says why it is there and which locks it takes, in under 8 KB`() {
    for step in MigrationList.all {
      let text = String(decoding: step.bytes, as: UTF8.self)

      #expect(text.hasPrefix("-- "), "\(step.name) has no header")
      #expect(text.contains("-- Locks: "), "\(step.name) does not say which locks it takes")
      #expect(step.bytes.count < 8192, "\(step.name) is longer than 8 KB")
    }
  }

  @Test func `every primary key begins with the authority`() {
    for step in MigrationList.all {
      let text = String(decoding: step.bytes, as: UTF8.self)
      for part in text.split(separator: "PRIMARY KEY (").dropFirst() {
        #expect(part.hasPrefix("authority_id"), "\(step.name): PRIMARY KEY (\(part.prefix(40))")
      }
    }
  }
}

@Suite struct `Level list` {
  @Test func `levels of the decree of 2011 have the classes of the crosswalk`() throws {
    let levels = try LevelList.load().filter { $0.scheme == "ND43" }
    let keys = Dictionary(uniqueKeysWithValues: levels.map { ($0.code, $0.key) })

    #expect(keys == ["1": "info", "2": "info", "3": "partial", "4": "full"])
  }

  @Test func `levels of the decree of 2022 have the classes of the crosswalk`() throws {
    let levels = try LevelList.load().filter { $0.scheme == "ND42" }
    let keys = Dictionary(uniqueKeysWithValues: levels.map { ($0.code, $0.key) })

    #expect(keys == ["none": "none", "info": "info", "partial": "partial", "full": "full"])
  }

  @Test func `numbers and references are given once, and 0 is the unknown level`() throws {
    let levels = try LevelList.load()

    #expect(Set(levels.map(\.id)).count == levels.count)
    #expect(Set(levels.map { $0.scheme + $0.code }).count == levels.count)
    #expect(levels.first { $0.id == 0 }?.key == "unknown")
  }
}
