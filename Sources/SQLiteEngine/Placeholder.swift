private import GRDB
package enum PlaceholderE {}
