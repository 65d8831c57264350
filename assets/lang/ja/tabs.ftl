# カードの下のタブ

## 統計

tabs-no-statistics = この OOMキルのメモリ統計は、ログにありません。
tabs-no-statistics-why = カーネルが出力するのは cgroup の上限に達した場合だけです。途中で切れるカーネルもあります。
tabs-statistics-of = { $cgroup } とその配下の合計 (出力のとおり)
tabs-statistics-key = 項目
tabs-statistics-value = 値
tabs-statistics-share = 使用量比
tabs-statistics-meaning = 意味
tabs-show-its-line = クリックするとログの行を表示します

## ノードのメモリ

tabs-no-node-memory = この OOMキルの時点のノードのメモリについて、ログには記録がありません。
tabs-no-node-memory-why = カーネルが出力するのは cgroup の上限が理由ではない場合、つまりノード自体のメモリが不足した場合だけです。
tabs-ram = RAM { $size }
tabs-reserved = 予約 { $size }
tabs-page-cache = ページキャッシュ { $size }
tabs-swap = スワップ { $size }
tabs-swap-free = スワップの空き { $size }
tabs-zones = ゾーン
tabs-zones-hint = カーネルは、空きが「min」を下回ると通常の要求を拒否し、「low」を下回るとバックグラウンドでメモリを解放します。
tabs-zone = ゾーン
tabs-zone-free = 空き
tabs-zone-min = min
tabs-zone-low = low
tabs-zone-high = high
tabs-zone-managed = 管理対象
tabs-zone-free-against-high = high に対する空き
tabs-zone-of-node = ノード { $node } { $zone }
tabs-zone-not-in-log = ログになし
tabs-zone-in-words = high { $high } に対して空き { $free }
tabs-counters = カウンター
tabs-pages = { $count } ページ
tabs-slab = 解放できないスラブ
tabs-more-in-log = ほか { $count } 件はログにあります
