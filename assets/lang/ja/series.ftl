# 同じコンテナー・Pod・サービス・プロセスの繰り返し

series-pods = { $workload } ({ $pods } 個の Pod)
series-inferred = これらの Pod が同じワークロードに属することは、名前から推定しています
series-container = { $pod }、コンテナー { $container }
series-on-host = { $host } の { $name }
series-rhythm = { $span }の間に OOM キル { $count } 件 (典型的な間隔は { $interval })
series-at-once = 同じ秒に OOM キル { $count } 件
series-one-container = すべて、再起動されずに動き続けた 1 つのコンテナーで発生しました
series-crash-loop = クラッシュループ: { $containers } 個のコンテナーが順に起動し、いずれも強制終了されました
series-crash-loop-of-pod = 1 つの Pod でのクラッシュループ: { $containers } 個のコンテナーが順に起動し、いずれも強制終了されました
series-daily = 毎日ほぼ同じ時刻に発生しており、定期的に実行されるジョブと見られます
series-hourly = 間隔がちょうど 1 時間の倍数で、定期的に実行されるジョブと見られます
series-slow-leak = 間隔が一定で、大部分が匿名メモリです。緩やかなメモリリークのほか、定期的に実行されるジョブでもこのようになります
series-same = 匿名メモリは、どの強制終了の時点でもほぼ同じでした ({ $size })
series-grew = 強制終了時の匿名メモリは { $first } から { $last } に増えました
series-fell = 強制終了時の匿名メモリは { $first } から { $last } に減りました

## 一連の強制終了の推移

course-programs = 強制終了されたプログラムは同じではなく、匿名メモリは { $least }～{ $most } でした
course-varied = 匿名メモリは { $least } から { $most } の間で上下しました
course-closer = 間隔は次第に短くなりました: 最初は { $from }、最後は { $to }
course-further = 間隔は次第に長くなりました: 最初は { $from }、最後は { $to }
course-limit-same = 上限はどの強制終了の時点でも { $limit } でした
course-limit-same-where-told = 上限は、記録のある { $kills } 件すべてで { $limit } でした
course-limit-raised = 上限は { $from } から { $to } に上がりました (OOM キル { $kill } から)
course-limit-lowered = 上限は { $from } から { $to } に下がりました (OOM キル { $kill } から)
course-limit-more = 上限の変更はほかに { $count } 回あります
course-restarts = Pod の一覧によると、{ $pod } のコンテナー { $container } の再起動は { $count } 回です
course-restarts-more = ほか { $count } 個のコンテナーの再起動回数も Pod の一覧にあります

## 一連の強制終了のカード

series-card-memory = 強制終了ごとのメモリ
series-card-intervals = 直前の強制終了からの時間
series-card-held-cgroup = 上限の対象の匿名メモリ
series-card-held-victim = 強制終了されたプロセスの匿名メモリ
series-card-limit = 上限
series-card-anonymous = 匿名メモリ { $size }
series-card-under = 上限 { $limit }
series-card-since = 直前の強制終了から { $time }
series-card-more-kills = … ほか { $count } 件
series-card-no-memory = これらの強制終了の時点のメモリは、ログに記録されていません
series-card-no-times = これらの強制終了の順序が分かる時刻がログにないため、時間軸の図はありません
series-card-hidden = このうち { $count } 件は、一覧の絞り込みで隠れています
series-card-zoom = タイムラインを拡大
series-card-zoom-hint = これらの強制終了を含む期間をタイムラインに表示します。図はタイムラインに合わせて動きます
course-changed = 最初の OOM キルから最後までの変化: { $changes }
